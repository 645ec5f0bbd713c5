"""Money we hold for others: which receipts it is made of, and until when it has to be back."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TypeVar

from msgspec import Struct, convert

from cleanclaim.core.tables import read_table

T = TypeVar("T")


class Clock(Struct, frozen=True):
    """Days from the day a credit was seen, and the rule that sets them; `is_law` false for the practice's own."""

    days: int
    rule: str
    is_law: bool = True

    def due_on(self, seen_on: date) -> date:
        return seen_on + timedelta(days=self.days)


class _Clocks(Struct, frozen=True):
    payer: dict[str, Clock]
    patient: dict[str, Clock]
    own: Clock
    unclaimed_years: dict[str, int]


def refund_clock(*, payer_kind: str = "", state: str = "") -> Clock:
    """The clock of a credit: of a payer by its kind ("medicare"), of a patient by the practice's state ("TX")."""
    clocks = _clocks()
    return clocks.payer.get(payer_kind, clocks.own) if payer_kind else clocks.patient.get(state, clocks.own)


def dormant_days(state: str) -> int | None:
    """After how many days money nobody asks for goes to the State; None for one that is not in the table."""
    years = _clocks().unclaimed_years.get(state)
    return None if years is None else years * 365 + 1


def made_of(moves: Iterable[tuple[T, int]], held: int) -> list[tuple[T, int]]:
    """Which receipts the money still held is from: (receipt, cents) pairs, newest first.

    `moves` are (what, cents) newest first, what came in positive; money received first is used first.
    """
    found, left = [], held
    for what, amount in moves:
        if amount > 0 and left > 0:
            part = min(amount, left)
            found.append((what, part))
            left -= part
    return found


@cache
def _clocks() -> _Clocks:
    text = (files(__package__) / "refund_clocks.yaml").read_text(encoding="utf-8")
    return convert(read_table(text), _Clocks)
