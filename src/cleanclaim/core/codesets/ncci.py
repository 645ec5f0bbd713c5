"""The National Correct Coding Initiative: pairs of procedures (PTP), units of a day (MUE), add-on codes.

Days are counted from 1970-01-01 in the tables; 0 as a last day says that there is none.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct

from cleanclaim.core.codesets.mapped import MappedTable, key_of, pair_key

EPOCH = date(1970, 1, 1).toordinal()
PTP_COLUMNS = {"first": "H", "last": "H", "modifier": "B", "rationale": "B"}
MUE_COLUMNS = {"units": "I", "indicator": "B", "rationale": "B"}
ADD_ON_COLUMNS = {"primary": "Q", "first": "H", "last": "H", "type": "B"}


NEVER, ALLOWED, NOT_APPLICABLE = 0, 1, 9
"""Modifier indicators: whether a modifier can part a pair (NCCI policy manual, chapter 1); 9: a pair never in force."""


class Pair(Struct, frozen=True):
    """Column 2 is not paid beside column 1 on one day by one provider."""

    column_1: str
    column_2: str
    modifier: int  # NEVER, ALLOWED, NOT_APPLICABLE
    rationale: int  # number of the policy reason


class PtpEdits:
    """The pairs of one release, those no longer in force included."""

    def __init__(self, table: MappedTable) -> None:
        self._table = table
        self._first, self._last = table["first"], table["last"]
        self._modifier, self._rationale = table["modifier"], table["rationale"]

    def __len__(self) -> int:
        return len(self._table)

    def has(self, column_1: str, column_2: str) -> bool:
        """Whether there is such a pair, on whatever days."""
        return bool(self._table.rows(pair_key(column_1, column_2)))

    def pair(self, column_1: str, column_2: str, *, on: date) -> Pair | None:
        """The pair in that direction as it stood on the day; None when the codes may stand together."""
        day = on.toordinal() - EPOCH
        for row in self._table.rows(pair_key(column_1, column_2)):
            last = self._last[row]
            if self._first[row] <= day and (not last or day <= last):
                return Pair(column_1, column_2, self._modifier[row], self._rationale[row])
        return None


class UnitLimit(Struct, frozen=True):
    """The most units of a code for one patient: of a line (indicator 1) or of a day (2 by policy, 3 by experience)."""

    units: int
    indicator: int
    rationale: int


class MueLimits:
    """The limits of one quarter, for one kind of provider."""

    def __init__(self, table: MappedTable) -> None:
        self._table = table
        self._limits = lru_cache(maxsize=20_000)(self._limit)

    def limit(self, code: str) -> UnitLimit | None:
        """The limit of a code, None when the public list has none."""
        return self._limits(code)

    def _limit(self, code: str) -> UnitLimit | None:
        for row in self._table.rows(key_of(code)):
            return UnitLimit(self._table["units"][row], self._table["indicator"][row], self._table["rationale"][row])
        return None


class AddOn(Struct, frozen=True):
    """What an add-on code may follow: the listed codes (type 1 and 3), or as the contractor says (2 and 3)."""

    type: int
    primaries: frozenset[str]


class AddOnCodes:
    """The add-on codes of one release."""

    def __init__(self, table: MappedTable) -> None:
        self._table = table

    def add_on(self, code: str, *, on: date) -> AddOn | None:
        """What the code may follow on that day; None when it is no add-on code."""
        rows = list(self._in_force(code, on))
        if not rows:
            return None
        primaries = (self._table["primary"][row] for row in rows)
        return AddOn(self._table["type"][rows[0]], frozenset(code_of(primary) for primary in primaries if primary))

    def _in_force(self, code: str, on: date) -> Iterator[int]:
        day = on.toordinal() - EPOCH
        for row in self._table.rows(key_of(code)):
            last = self._table["last"][row]
            if self._table["first"][row] <= day and (not last or day <= last):
                yield row


def code_of(key: int) -> str:
    """The five characters that a key was made of."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    found = []
    for _ in range(5):
        key, digit = divmod(key, 36)
        found.append(digits[digit])
    return "".join(reversed(found))
