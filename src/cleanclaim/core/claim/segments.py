"""A loop's own segments into fields: each text is read once, by the function its beginning asks for."""

from collections.abc import Callable, Sequence
from typing import Any

from cleanclaim.core.claim.texts import Fields, Texts

Read = Callable[[str], Fields | None]
"""What one segment says; None when no field can hold all of it."""
Join = Callable[[Any, Any], Any]
"""What a field holds that two segments of one loop speak of; None when they cannot be one."""
_START = 7  # characters: three of the name, three of the qualifier and a separator between
_MOST_KEPT = 10_000
_LONGEST_KEPT = 300  # characters


class Loop(dict[str, Fields | None]):
    """Fields by the text of a segment, None for one that opens an inner loop.

    `known` has a name with its qualifier ("DTP*472") or a name alone; what is in neither goes into `also` as it is.
    `unique` are those that hardly repeat in a file and are not remembered.  `joins` say what becomes of a field that
    more than one segment speaks of; without one the first segment keeps the field and the next goes into `also`.
    """

    def __init__(self, texts: Texts, openers: Sequence[str] = (), unique: Sequence[str] = ()) -> None:
        super().__init__()
        self.known: dict[str, Read] = {}
        self.joins: dict[str, Join] = {"also": concatenated}
        self._texts, self._openers, self._unique = texts, frozenset(openers), frozenset(unique)
        self._starts: dict[str, tuple[Read | None, bool]] = {}

    def __missing__(self, text: str) -> Fields | None:
        start = text[:_START]
        read, is_unique = self._starts.get(start) or self._learn(start)
        if read is None:
            return None
        fields = read(text)
        if fields is None:
            fields = self.kept(text)
        if not is_unique and len(text) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[text] = fields
        return fields

    def take(self, texts: Sequence[str]) -> tuple[Fields, int]:
        """What the loop's own segments say, the first aside, and how many there are before the first inner loop."""
        fields: Fields = {}
        said, at = 0, 1
        for text in texts[1:]:
            own = self[text]
            if own is None:
                break
            fields.update(own)
            said += len(own)
            at += 1
        return (fields if said == len(fields) else self._joined(texts[1:at])), at

    def kept(self, text: str) -> Fields:
        """The segment as it is."""
        return {"also": (self._texts.row(text),)}

    def text(self, qualified: str, field: str, kind_field: str = "") -> Read:
        """A segment of a qualifier and a text: REF, NTE."""
        begins, separator = f"{qualified}*".replace("*", self._texts.separator), self._texts.separator
        start, kind = len(begins), qualified[4:]

        def read(text: str) -> Fields | None:
            value = text[start:].rstrip(separator)
            if not value or separator in value or text[:start] != begins:
                return None
            return {field: value, kind_field: kind} if kind_field else {field: value}

        return read

    def amount(self, qualified: str, field: str) -> Read:
        """AMT."""
        start, separator = len(qualified) + 1, self._texts.separator

        def read(text: str) -> Fields | None:
            value = text[start:].rstrip(separator)
            return None if separator in value else {field: self._texts.amount(text, 2, value)}

        return read

    def day(self, field: str) -> Read:
        """DTP of a single day."""

        def read(text: str) -> Fields | None:
            day = self._texts.day(text)
            return {field: day} if day else None

        return read

    def period(self, first: str, last: str) -> Read:
        """DTP of a day or of several."""

        def read(text: str) -> Fields | None:
            period = self._texts.period(text)
            if period is None:
                return None
            return {first: period[0], last: period[1]} if period[1] else {first: period[0]}

        return read

    def _learn(self, start: str) -> tuple[Read | None, bool]:
        name, has_elements, rest = start.partition(self._texts.separator)
        qualified = f"{name}*{rest.partition(self._texts.separator)[0]}"
        read: Read | None = None
        if name not in self._openers or not has_elements:
            read = self.known.get(qualified) or self.known.get(name) or self.kept
        if len(self._starts) >= _MOST_KEPT:
            self._starts.clear()
        found = self._starts[start] = read, qualified in self._unique or name in self._unique
        return found

    def _joined(self, texts: Sequence[str]) -> Fields:
        """As `take`, where segments speak of the same field."""
        fields: Fields = {}
        for text in texts:
            own = self[text] or {}
            if fields.keys().isdisjoint(own):
                fields.update(own)
                continue
            both = {field: self._join(field, fields[field], value) for field, value in own.items() if field in fields}
            if None in both.values():
                own, both = self.kept(text), {}
                own["also"] = fields.get("also", ()) + own["also"]
            fields |= own | both
        return fields

    def _join(self, field: str, before: object, new: object) -> object:
        join = self.joins.get(field)
        return join(before, new) if join else None


def concatenated(before: tuple[object, ...], new: tuple[object, ...]) -> tuple[object, ...]:
    """For fields that each segment adds to."""
    return before + new


def same(before: object, new: object) -> object | None:
    """For a fact that all segments must agree upon."""
    return before if before == new else None


def blocks_of(texts: Sequence[str], at: int, openers: tuple[str, ...]) -> list[Sequence[str]]:
    """The texts from `at` on, cut before each that begins as an opener does."""
    starts = [index for index in range(at, len(texts)) if texts[index].startswith(openers)]
    if len(starts) == 1:
        return [texts[starts[0] :]]
    return [texts[start:end] for start, end in zip(starts, [*starts[1:], len(texts)], strict=False)]
