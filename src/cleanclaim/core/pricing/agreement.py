"""What a payer agreed to allow, in each way that contracts say it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

ONE, HUNDRED = Decimal(1), Decimal(100)


class Relative(Struct, frozen=True):
    """Three parts of a relative value or of a locality's index: physician's work, practice expense, malpractice."""

    work: Decimal
    expense: Decimal
    malpractice: Decimal


class Medicare(Struct, frozen=True):
    """What Medicare's fee schedule is made of in a year and locality; `values` are RVUs of one unit by procedure."""

    values: Mapping[str, Relative]
    locality: Relative
    conversion_factor: Decimal  # dollars


class FeeTable(Struct, frozen=True, tag=True):
    """Cents for one unit, by procedure and modifier ("" for none)."""

    prices: Mapping[tuple[str, str], int]


class PercentOfMedicare(Struct, frozen=True, tag=True):
    """Percent of RVU times GPCI times the conversion factor."""

    percent: Decimal
    medicare: Medicare


class PercentOfCharge(Struct, frozen=True, tag=True):
    """Percent of what is billed."""

    percent: Decimal


class PerDiem(Struct, frozen=True, tag=True):
    """Cents for a day, whatever is done on it: of a stay for each day in a room, else for each day of service."""

    amount: int


class CaseRate(Struct, frozen=True, tag=True):
    """Cents for the whole case."""

    amount: int


Method = FeeTable | PercentOfMedicare | PercentOfCharge | PerDiem | CaseRate


class Agreement(Struct, frozen=True):
    """`reduction`: the percents of the first, second … procedure of a day; the last one is of all that follow."""

    method: Method
    lesser_of: bool = True  # never more than the charge
    reduction: tuple[Decimal, ...] = (HUNDRED,)


class Billed(Struct, frozen=True):
    """A line as the contract sees it; cents.  `is_reducible`: a procedure to which multiple-procedure rules apply.

    The units of a room's line (revenue code 010x to 021x) are days.
    """

    procedure: str
    charge: int
    units: Decimal = ONE
    modifiers: tuple[str, ...] = ()
    is_reducible: bool = False
    service_on: date | None = None
    revenue_code: str = ""


class Expected(Struct, frozen=True):
    """What should be allowed for a line, None where the contract does not say, and each step that led there."""

    allowed: int | None
    steps: tuple[str, ...] = ()
