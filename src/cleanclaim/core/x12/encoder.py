"""From rows to bytes: joined many at a time, and what cannot be carried is found with its segment and element."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from cleanclaim.core.x12.characters import CharacterSet, folded, outside
from cleanclaim.core.x12.errors import UnwritableValue
from cleanclaim.core.x12.segment import Delimiters

Composite = tuple[str, ...]
Element = str | tuple[str | Composite, ...] | list[str] | list[Composite]
"""A text, a tuple of components, or its repetitions: a list, or a tuple of tuples."""
Row = tuple[Element, ...]
"""A segment to write: its name, then its elements.  Empty ones at the end are left out."""
Kept = tuple[str | tuple[str | Composite, ...], ...]
"""A segment that a value keeps as it was sent: a Row that can be frozen and stored."""
_ROWS_AT_ONCE = 2_000
_MOST_KEPT = 10_000


class Encoder:
    """Writes the rows of one interchange; `count` is the number of segments so far, ISA the first.

    Delimiters in values are found by counting: as many must be in the joined text as the rows account for.
    """

    def __init__(self, delimiters: Delimiters, characters: CharacterSet, *, folds: bool = False) -> None:
        self.count = 0
        self._delimiters, self._characters, self._folds = delimiters, characters, folds
        named = (delimiters.element, delimiters.component, delimiters.segment, delimiters.repetition)
        self._reserved = frozenset(delimiter for delimiter in named if delimiter)
        self._outside, self._foreign = outside(characters), outside(characters, "".join(named))
        self._composites: dict[object, str] = {}
        self._within = {delimiters.component: 0, delimiters.repetition: 0}  # in composites of the rows at hand
        self._are_composites_clean = True

    def allows(self, text: str) -> bool:
        """Whether the text can be data."""
        return self._reserved.isdisjoint(text) and not self._outside.search(text)

    def encode(self, rows: Iterable[Row], isa: str = "") -> Iterator[bytes]:
        """The rows in pieces, after `isa`; raises UnwritableValue for the first that cannot be carried."""
        terminator = self._delimiters.segment
        if isa:
            self.count += 1
            yield f"{isa}{terminator}".encode("ascii")
        some = iter(rows)
        while chunk := list(islice(some, _ROWS_AT_ONCE)):
            yield self._encoded(chunk).encode("ascii")
            self.count += len(chunk)

    def _encoded(self, rows: list[Row]) -> str:
        element = self._delimiters.element
        join: Callable[[Any], str] = element.join  # of a row of texts; any other raises TypeError
        self._within, self._are_composites_clean = dict.fromkeys(self._within, 0), True
        texts: list[str] = []
        empty = 0
        for row in rows:
            if row[-1]:
                try:
                    texts.append(join(row))
                    continue
                except TypeError:
                    pass
            elements = self._elements(row)
            empty += len(row) - len(elements)
            texts.append(join(elements))
        text = self._delimiters.segment.join(texts) + self._delimiters.segment
        expected = {
            element: sum(map(len, rows)) - len(rows) - empty,
            self._delimiters.segment: len(rows),
        } | self._within
        is_counted = all(text.count(delimiter) == count for delimiter, count in expected.items() if delimiter)
        if is_counted and self._are_composites_clean and not self._foreign.search(text):
            return text
        return self._carefully(rows)

    def _elements(self, row: Row) -> list[str]:
        """Every element as its text, those empty at the end left out."""
        texts = [element if isinstance(element, str) else self._composite(element) for element in row]
        while len(texts) > 1 and not texts[-1]:
            texts.pop()
        return texts

    def _composite(self, element: tuple[str | Composite, ...] | list[str] | list[Composite]) -> str:
        key = element if isinstance(element, tuple) else (None, *element)
        text = self._composites.get(key)
        if text is None:
            text = self._joined(element)
            if not self._reserved.isdisjoint(_characters(element)):
                self._are_composites_clean = False
                return text
            if len(self._composites) >= _MOST_KEPT:
                self._composites.clear()
            self._composites[key] = text
        for delimiter in self._within:
            if delimiter and delimiter in text:
                self._within[delimiter] += text.count(delimiter)
        return text

    def _joined(self, element: tuple[str | Composite, ...] | list[str] | list[Composite]) -> str:
        component, repetition = self._delimiters.component, self._delimiters.repetition
        if isinstance(element, tuple) and all(isinstance(part, str) for part in element):
            return component.join(map(str, element)).rstrip(component)
        repeats = [part if isinstance(part, str) else component.join(part).rstrip(component) for part in element]
        return repetition.join(repeats)

    def _carefully(self, rows: list[Row]) -> str:
        """One by one, to fold what may be folded or to name the first that cannot be carried."""
        self._composites.clear()
        texts = []
        for number, row in enumerate(rows, start=self.count + 1):
            checked = tuple(self._checked(element, number, f"{row[0]}{at:02d}") for at, element in enumerate(row))
            texts.append(self._delimiters.element.join(self._elements(checked)))
        return self._delimiters.segment.join(texts) + self._delimiters.segment

    def _checked(self, element: Element, number: int, place: str) -> Element:
        if not isinstance(element, str):
            parts: list[Any] = [self._checked(part, number, place) for part in element]
            return parts if isinstance(element, list) else tuple(parts)
        if self.allows(element):
            return element
        text = folded(element, self._characters) if self._folds else element
        if self.allows(text):
            return text
        bad = next(character for character in text if not self.allows(character))
        message = f"{element!r} holds {bad!r}, which X12 cannot carry as data"
        raise UnwritableValue(message, segment=number, element=place, value=element)


def _characters(element: Element) -> str:
    """All that is in it."""
    return element if isinstance(element, str) else "".join(map(_characters, element))
