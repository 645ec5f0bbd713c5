"""What the practice charges and what a payer has agreed to, by date.  Amounts are cents for one unit."""

from datetime import date

from msgspec import Struct


class Price(Struct, frozen=True):
    """One unit of a procedure, from its first to its last day; a modifier has a price of its own (26, TC, AS …)."""

    procedure: str
    amount: int
    first: date
    last: date | None = None
    modifier: str = ""

    def in_force(self, on: date) -> bool:
        """From the first to the last day, both included."""
        return self.first <= on and (self.last is None or on <= self.last)


class FeeSchedule(Struct, frozen=True):
    """What the practice charges everyone."""

    name: str
    prices: tuple[Price, ...]


class Contract(Struct, frozen=True):
    """What a payer has agreed to allow."""

    payer: str
    first: date
    prices: tuple[Price, ...] = ()
    last: date | None = None
    percent_of_charge: int | None = None  # for procedures with no price
    lesser_of: bool = True  # never more than the charge
    percents: tuple[tuple[str, int], ...] = (("50", 150),)  # of the price, for a modifier with no price of its own

    def in_force(self, on: date) -> bool:
        """From the first to the last day, both included."""
        return self.first <= on and (self.last is None or on <= self.last)
