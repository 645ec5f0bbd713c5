"""The segments of an 837 as texts: cut only where needed, and what repeats in a file is read once."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from cleanclaim.core import money
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.x12 import Delimiters, Kept
from cleanclaim.core.x12.elements import day_of

MISSING, TOO_LONG, INVALID_CHARACTER, INVALID_CODE, INVALID_DATE = "1", "5", "6", "7", "8"
"""IK403: what a 999 says of an element."""
AN_AMOUNT, A_DATE = "an amount in whole cents", "a date, CCYYMMDD"
Fields = dict[str, Any]
"""Fields of a value by name, as they are found; a field not found keeps its default."""
T = TypeVar("T")

_MOST_KEPT = 500
_LONGEST_KEPT = 500  # characters
_PERIOD = 8  # where DTP02 starts
_DECIMAL = re.compile(r"-?(?:\d+\.?\d*|\.\d+)", re.ASCII)


class Unreadable(Exception):
    """An element that means nothing: the text of its segment, the position of the element, and what was expected."""

    def __init__(self, text: str, position: int, message: str, *, expected: str, code: str = INVALID_CHARACTER) -> None:
        super().__init__(message)
        self.text, self.position, self.message, self.expected, self.code = text, position, message, expected, code


class Memo(dict[str, T], Generic[T]):
    """What the last few texts mean, each read once: few enough to stay near the processor while a file goes by."""

    def __init__(self, read: Callable[[str], T], most: int = _MOST_KEPT) -> None:
        super().__init__()
        self._read, self._most = read, most

    def __missing__(self, text: str) -> T:
        value = self._read(text)
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= self._most:
                self.clear()
            self[text] = value
        return value


class Texts:
    """How the segments of one interchange are cut into elements, and the values of those that repeat."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.delimiters = delimiters
        self.separator, self.terminator = delimiters.element, delimiters.segment
        self.periods: Memo[tuple[date, date | None] | None] = Memo(self._period)

    def opening(self, name: str) -> str:
        """What stands between two loops of which the second begins with such a segment."""
        return f"{self.terminator}{name}{self.separator}"

    def segments(self, name: str, text: str) -> list[str]:
        """The segments of a loop from its text behind the name of the first."""
        return f"{name}{self.separator}{text}".split(self.terminator)

    def elements(self, text: str, least: int, cuts: int = -1) -> list[str]:
        """Name and elements, at least so many texts; with `cuts`, what is left after so many is one text."""
        found = text.split(self.separator, cuts)
        return found if len(found) >= least else found + [""] * (least - len(found))

    def composite(self, element: str) -> list[str]:
        return element.split(self.delimiters.component)

    def row(self, text: str) -> Kept:
        """The segment as a value keeps it."""
        return tuple(self._kept(element) for element in text.rstrip(self.separator).split(self.separator))

    def rest(self, elements: Sequence[str], held: frozenset[int]) -> Kept | None:
        """The elements at positions that no field holds, alone; None for none."""
        if not any(element and position not in held for position, element in enumerate(elements) if position):
            return None
        kept = [self._kept(element) if position not in held else "" for position, element in enumerate(elements)]
        while not kept[-1]:
            kept.pop()
        return (elements[0], *kept[1:])

    def amount(self, text: str, position: int, element: str) -> int:
        """Cents; `text` begins with the segment that the element stands in."""
        try:
            return AMOUNTS[element]
        except MalformedAmount as error:
            message = str(error) if element else "an amount is missing here"
            code = INVALID_CHARACTER if element else MISSING
            segment = text.partition(self.terminator)[0]
            raise Unreadable(segment, position, message, expected=AN_AMOUNT, code=code) from None

    def decimal(self, text: str, position: int, element: str) -> str:
        """A number that stays a text; empty where none is given."""
        if element and not _DECIMAL.fullmatch(element):
            raise Unreadable(text, position, f"{element!r} is not a number", expected="a number")
        return element

    def period(self, text: str) -> tuple[date, date | None] | None:
        """First and last day of a DTP, the last None for a single day (D8); None for another format."""
        if text[_PERIOD - 1 : _PERIOD] != self.separator:
            return None
        period = text[_PERIOD:]
        try:
            return self.periods[period]
        except ValueError:
            given = period.partition(self.separator)[2]
            message = f"{given!r} is not a date (CCYYMMDD)"
            raise Unreadable(text, 3, message, expected=A_DATE, code=INVALID_DATE) from None

    def day(self, text: str) -> date | None:
        """The day of a DTP; None for another format than D8."""
        period = self.period(text)
        return period[0] if period and period[1] is None else None

    def _kept(self, element: str) -> str | tuple[str | tuple[str, ...], ...]:
        component, repetition = self.delimiters.component, self.delimiters.repetition
        if repetition and repetition in element:
            return tuple(tuple(repeat.split(component)) for repeat in element.split(repetition))
        return tuple(element.split(component)) if component in element else element

    def _period(self, period: str) -> tuple[date, date | None] | None:
        form, _, given = period.rstrip(self.separator).partition(self.separator)
        if form == "D8":
            return _day(given), None
        if form == "RD8":
            first, dash, last = given.partition("-")
            return (_day(first), _day(last)) if dash or not day_of(first) else None
        return None


def _day(text: str) -> date:
    found = day_of(text)
    if found is None:
        raise ValueError(text)
    return found


AMOUNTS = Memo(money.cents)
DAYS = Memo(day_of)
