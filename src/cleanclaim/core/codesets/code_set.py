"""Codes with the days they were in force.  Every question names its day: "today" is how old claims go wrong."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from cleanclaim.core.codesets.errors import CodeSetMissing

DATA = Path(__file__).parent / "data"


class Code(Struct, frozen=True, omit_defaults=True):
    """One code in one period; `words` are our own, never the text of a licensed book."""

    code: str
    words: str
    first: date
    last: date | None = None  # final day in force, None while still in force
    category: str = ""
    flags: frozenset[str] = frozenset()
    global_days: int | None = None  # of a procedure: 0, 10, 90

    def in_force(self, on: date) -> bool:
        """True from the first to the last day, both included."""
        return self.first <= on and (self.last is None or on <= self.last)


Periods = Mapping[str, tuple[Code, ...]]


class LazyPeriods(Periods):
    """The periods of each code, read when the first is asked for."""

    def __init__(self, read: Callable[[], Periods]) -> None:
        self._read = read

    @cached_property
    def _found(self) -> Periods:
        return self._read()

    def __getitem__(self, code: str) -> tuple[Code, ...]:
        return self._found[code]

    def get(self, code: str, default: Any = None) -> Any:
        """The periods of a code; asked for every line of every claim, so without the detour of a Mapping."""
        return self._found.get(code, default)

    def __contains__(self, code: object) -> bool:
        return code in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


class CodeSet(Struct, frozen=True):
    """A whole set (place of service) or, with `complete` false, the part of it that ships with the product.

    `first` and `last` are the days the loaded release answers for; outside them nothing can be said.
    """

    name: str
    title: str
    first: date
    last: date | None
    periods: Periods
    complete: bool = True
    spans: tuple[tuple[date, date], ...] = ()  # days for which the agency's own list is loaded
    within: str = ""  # the form of the codes that it decides for; empty: all

    def __len__(self) -> int:
        return len(self.periods)

    def __iter__(self) -> Iterator[Code]:
        """The latest period of each code, in the order of the table."""
        return (periods[-1] for periods in self.periods.values())

    def covers(self, on: date, code: str = "") -> bool:
        """Whether what is loaded can answer for this day, or for this code on it."""
        return (self.first <= on and (self.last is None or on <= self.last)) or self.is_listed(code, on=on)

    def is_listed(self, code: str, *, on: date) -> bool:
        """Whether the agency's own list of that day is loaded, so that a code which is not in it is none."""
        if not any(first <= on <= last for first, last in self.spans):
            return False
        return not self.within or re.fullmatch(self.within, code) is not None

    def require(self, on: date, code: str = "") -> None:
        """Raise CodeSetMissing when what is loaded cannot answer for this day, or for this code on it."""
        if not self.covers(on, code):
            raise CodeSetMissing(missing(self.title, self.first, self.last, on))

    def at(self, code: str, *, on: date) -> Code | None:
        """The code as it stood on that day, or None."""
        for period in self.periods.get(code, ()):
            if period.first <= on and (period.last is None or on <= period.last):
                return period
        return None

    def has(self, code: str, *, on: date) -> bool:
        """Whether the code was in force on that day."""
        return self.at(code, on=on) is not None

    def knows(self, code: str) -> bool:
        """Whether the code stands in the table for any day at all."""
        return code in self.periods

    def words(self, code: str) -> str:
        """The latest words for the code; empty for an unknown one."""
        periods = self.periods.get(code)
        return periods[-1].words if periods else ""

    def flags(self, code: str) -> frozenset[str]:
        """What the code's latest period carries; nothing for an unknown one."""
        periods = self.periods.get(code)
        return periods[-1].flags if periods else frozenset()

    def flagged(self, code: str, flag: str) -> bool:
        """Whether the code's latest period carries the flag (`add_on`, `sided`, `qw`, `timed`, `facility` …)."""
        periods = self.periods.get(code)
        return flag in periods[-1].flags if periods else False


def missing(title: str, first: date, last: date | None, on: date) -> str:
    """The sentence that says what is not loaded."""
    return f"{title} for {on} is not loaded (loaded: {first} to {last or 'now'})"


def code_set(
    name: str, title: str, codes: Iterable[Code], *, first: date, last: date | None = None, complete: bool = True
) -> CodeSet:
    """A set from its codes; two periods of a code may stand in any order."""
    return CodeSet(name, title, first, last, _by_code(codes), complete)


def _by_code(codes: Iterable[Code]) -> Periods:
    periods: defaultdict[str, list[Code]] = defaultdict(list)
    for code in codes:
        periods[code.code].append(code)
    return {key: tuple(sorted(values, key=lambda code: code.first)) for key, values in periods.items()}


def read(
    name: str, title: str, *, first: date, last: date | None = None, complete: bool = True, folder: Path = DATA
) -> CodeSet:
    """A set from `<name>.csv`, read when it is first asked.

    The columns are code, words and, where needed, first, last, category, flags, global.
    """
    periods = LazyPeriods(lambda: _read_codes(folder / f"{name}.csv", first))
    return CodeSet(name, title, first, last, periods, complete)


def _read_codes(path: Path, since: date) -> Periods:
    with path.open(encoding="utf-8", newline="") as rows:
        return _by_code(_code(row, since=since) for row in csv.DictReader(rows))


def _code(row: Mapping[str, str], *, since: date) -> Code:
    begins, ends, days = row.get("first"), row.get("last"), row.get("global")
    return Code(
        code=row["code"],
        words=row["words"],
        first=date.fromisoformat(begins) if begins else since,
        last=date.fromisoformat(ends) if ends else None,
        category=row.get("category") or "",
        flags=frozenset((row.get("flags") or "").split()),
        global_days=int(days) if days else None,
    )
