"""From rows to bytes: joined many at a time, and what cannot be carried is found with its segment and element."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from cleanclaim.core.x12.characters import CharacterSet, folded, inside
from cleanclaim.core.x12.errors import UnwritableValue
from cleanclaim.core.x12.segment import Delimiters

Composite = tuple[str, ...]
Repeated = tuple[str | Composite, ...] | list[str] | list[Composite]
Element = str | Repeated
"""A text, a tuple of components, or its repetitions: a list, or a tuple of tuples."""
Row = tuple[Element, ...]
"""A segment to write: its name, then its elements.  Empty ones at the end are left out."""
Kept = tuple[str | tuple[str | Composite, ...], ...]
"""A segment that a value keeps as it was sent: a Row that can be frozen and stored."""
Part = Row | str
"""A segment to write, or several as text: each with its terminator, and known to hold nothing but data."""
_PARTS_AT_ONCE = 2_000
_MOST_KEPT = 10_000


class Encoder:
    """Writes the rows of one interchange; `count` is the number of segments so far, ISA the first.

    Values are searched together for what cannot be data, composites when they are first seen; only when something is
    found, one by one.
    """

    def __init__(self, delimiters: Delimiters, characters: CharacterSet, *, folds: bool = False) -> None:
        self.count = 0
        self._delimiters, self._characters, self._folds = delimiters, characters, folds
        named = (delimiters.element, delimiters.component, delimiters.segment, delimiters.repetition)
        self._data = inside(characters, without="".join(named))
        self._composites: dict[object, str] = {}

    def allows(self, text: str) -> bool:
        """Whether the text can be data."""
        return text.isascii() and not text.encode().translate(None, self._data)

    def encode(self, parts: Iterable[Part], isa: str = "") -> Iterator[bytes]:
        """The parts in pieces, after `isa`; raises UnwritableValue for the first that cannot be carried."""
        terminator = self._delimiters.segment
        if isa:
            self.count += 1
            yield f"{isa}{terminator}".encode("ascii")
        some = iter(parts)
        while chunk := list(islice(some, _PARTS_AT_ONCE)):
            for kind, alike in groupby(chunk, type):
                some_parts: list[Any] = list(alike)
                text = "".join(some_parts) if kind is str else self._encoded(some_parts)
                yield text.encode("ascii")
                self.count += text.count(terminator)

    def joined(self, rows: Sequence[Row]) -> str | None:
        """The rows as text; None when something in them cannot be carried as it is."""
        element = self._delimiters.element
        join: Callable[[Any], str] = element.join
        all_of: Callable[[Any], str] = "".join  # of a row of texts; any other raises TypeError
        texts: list[str] = []
        values: list[str] = []
        for row in rows:
            try:
                values.append(all_of(row))
                texts.append(join(row).rstrip(element))
            except TypeError:
                values += [one if isinstance(one, str) else self._unseen(one) for one in row]
                texts.append(join(self._texts(row)).rstrip(element))
        return self._delimiters.segment.join((*texts, "")) if self.allows(all_of(values)) else None

    def _encoded(self, rows: list[Row]) -> str:
        text = self.joined(rows)
        return self._carefully(rows) if text is None else text

    def _texts(self, row: Row) -> list[str]:
        """Every element as its text."""
        return [element if isinstance(element, str) else self._composite(element) for element in row]

    def _unseen(self, composite: Repeated) -> str:
        """All that is in it, unless it was found to be data before."""
        return "" if _key(composite) in self._composites else _characters(composite)

    def _composite(self, composite: Repeated) -> str:
        key = _key(composite)
        text = self._composites.get(key)
        if text is None:
            text = self._joined(composite)
            if self.allows(_characters(composite)):
                if len(self._composites) >= _MOST_KEPT:
                    self._composites.clear()
                self._composites[key] = text
        return text

    def _joined(self, element: Repeated) -> str:
        component, repetition = self._delimiters.component, self._delimiters.repetition
        if isinstance(element, tuple) and all(isinstance(part, str) for part in element):
            return component.join(map(str, element)).rstrip(component)
        repeats = [part if isinstance(part, str) else component.join(part).rstrip(component) for part in element]
        return repetition.join(repeats)

    def _carefully(self, rows: list[Row]) -> str:
        """One by one, to fold what may be folded or to name the first that cannot be carried."""
        self._composites.clear()
        element, texts = self._delimiters.element, []
        for number, row in enumerate(rows, start=self.count + 1):
            checked = tuple(self._checked(one, number, f"{row[0]}{at:02d}") for at, one in enumerate(row))
            texts.append(element.join(self._texts(checked)).rstrip(element))
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


def _key(composite: Repeated) -> object:
    return composite if isinstance(composite, tuple) else (None, *composite)


def _characters(element: Element) -> str:
    """All that is in it."""
    return element if isinstance(element, str) else "".join(map(_characters, element))
