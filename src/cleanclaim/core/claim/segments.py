"""A loop's own segments into fields: each text is read once, by the function its beginning asks for."""

from collections.abc import Callable, Sequence
from typing import Any

from cleanclaim.core.claim.texts import Fields, Memo, Texts

Read = Callable[[str], Fields | None]
"""What one segment says; None when no field can hold all of it."""
Join = Callable[[Any, Any], Any]
"""What a field holds that two segments of one loop speak of; None when they cannot be one."""
_START = 7  # characters: three of the name, three of the qualifier and a separator between


class Loop:
    """What the segments of one loop say, as fields.

    `known` has a name with its qualifier ("DTP*472") or a name alone; what is in neither goes into `also` as it is.
    `plain` has the fields of those that are nothing but a beginning of seven characters and a text.
    `joins` say what becomes of a field that more than one segment speaks of; without one the first segment keeps the
    field and the next goes into `also`.
    """

    def __init__(self, texts: Texts, openers: Sequence[str] = ()) -> None:
        self.known: dict[str, Read] = {}
        self.joins: dict[str, Join] = {"also": concatenated}
        self._texts, self._openers = texts, frozenset(openers)
        self._separator = texts.separator
        self.plain: dict[str, str] = {}
        self._reads: Memo[Read | None] = Memo(self._read_of)

    def take(self, texts: Sequence[str]) -> tuple[Fields, int]:
        """What the loop's own segments say, the first aside, and how many there are before the first inner loop."""
        fields: Fields = {}
        at = 1
        plain, separator = self.plain, self._separator
        for text in texts[1:]:
            start = text[:_START]
            if start in plain:
                field, value = plain[start], text[_START:]
                if value and separator not in value and field not in fields:
                    fields[field] = value
                    at += 1
                    continue
            read = self._reads[start]
            if read is None:
                break
            own = read(text)
            if own is None:
                own = self.kept(text)
            fields |= self._joined(fields, own, text) if fields and not fields.keys().isdisjoint(own) else own
            at += 1
        return fields, at

    def kept(self, text: str) -> dict[str, Any]:
        """The segment as it is."""
        return {"also": (self._texts.row(text),)}

    def text(self, qualified: str, field: str, kind_field: str = "") -> Read:
        """A segment of a qualifier and a text: REF, NTE."""
        begins, separator = f"{qualified}*".replace("*", self._texts.separator), self._texts.separator
        start, kind = len(begins), qualified[4:]
        if start == _START and not kind_field:
            self.plain[begins] = field

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

    def _read_of(self, start: str) -> Read | None:
        """By the beginning of a segment; None for one that opens an inner loop."""
        name, has_elements, rest = start.partition(self._texts.separator)
        if name in self._openers and has_elements:
            return None
        qualified = f"{name}*{rest.partition(self._texts.separator)[0]}"
        return self.known.get(qualified) or self.known.get(name) or self.kept

    def _joined(self, fields: Fields, own: Fields, text: str) -> Fields:
        """Fields of a segment that speaks of what others spoke of, together with those."""
        both = {field: self._join(field, fields[field], value) for field, value in own.items() if field in fields}
        if None in both.values():
            kept = self.kept(text)["also"]
            return {"also": fields.get("also", ()) + kept}
        return own | both

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
