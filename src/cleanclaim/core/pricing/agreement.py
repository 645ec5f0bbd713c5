"""What a payer agreed to allow, in each way that contracts say it, and the arithmetic that leads there.

Everything is exact: decimals in, one rounding (half-even) to whole cents where an amount is made, and the parts of an
amount that is agreed for a whole claim add up to it.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from msgspec import Struct

from cleanclaim.core.money import dollars

_ONE, _HUNDRED = Decimal(1), Decimal(100)


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
    """Cents for a day, whatever is done on it."""

    amount: int


class CaseRate(Struct, frozen=True, tag=True):
    """Cents for the whole case."""

    amount: int


Method = FeeTable | PercentOfMedicare | PercentOfCharge | PerDiem | CaseRate


class Agreement(Struct, frozen=True):
    """`reduction`: the percents of the first, second … procedure of a day; the last one is of all that follow."""

    method: Method
    lesser_of: bool = True  # never more than the charge
    reduction: tuple[Decimal, ...] = (_HUNDRED,)


class Billed(Struct, frozen=True):
    """A line as the contract sees it; cents.  `is_reducible`: a procedure to which multiple-procedure rules apply."""

    procedure: str
    charge: int
    units: Decimal = _ONE
    modifiers: tuple[str, ...] = ()
    is_reducible: bool = False


class Expected(Struct, frozen=True):
    """What should be allowed for a line, None where the contract does not say, and each step that led there."""

    allowed: int | None
    steps: tuple[str, ...] = ()


def expected_of(lines: Sequence[Billed], agreement: Agreement, *, days: int = 1) -> list[Expected]:
    """The expected allowed amount of each line of one claim, in its order; `days` counts those of a stay."""
    method = agreement.method
    if isinstance(method, PerDiem):
        words = (
            f"{dollars(method.amount)} a day for {days} days" if days > 1 else f"{dollars(method.amount)} for the day"
        )
        return _shared(lines, method.amount * days, words, agreement)
    if isinstance(method, CaseRate):
        return _shared(lines, method.amount, f"{dollars(method.amount)} for the case", agreement)
    found = _reduced(lines, [_of_line(line, method) for line in lines], agreement)
    return [_at_most(line, each) if agreement.lesser_of else each for line, each in zip(lines, found, strict=True)]


def medicare_amount(value: Relative, medicare: Medicare) -> Decimal:
    """Dollars for one unit, not rounded."""
    at = medicare.locality
    total = value.work * at.work + value.expense * at.expense + value.malpractice * at.malpractice
    return total * medicare.conversion_factor


def sequestered(allowed: int, patient_share: int, percent: Decimal) -> int:
    """What is paid after sequestration: the cut is of the payer's part only, never of the allowed amount."""
    payable = max(allowed - patient_share, 0)
    return payable - _cents(Decimal(payable) * percent / _HUNDRED)


def _of_line(line: Billed, method: FeeTable | PercentOfMedicare | PercentOfCharge) -> Expected:
    if isinstance(method, FeeTable):
        prices = (method.prices.get((line.procedure, modifier)) for modifier in (*line.modifiers, ""))
        price = next((price for price in prices if price is not None), None)
        return Expected(None) if price is None else _times(Decimal(price), f"{dollars(price)} agreed", line.units)
    if isinstance(method, PercentOfCharge):
        allowed = _cents(Decimal(line.charge) * method.percent / _HUNDRED)
        return Expected(allowed, (f"{method.percent} % of {dollars(line.charge)} billed: {dollars(allowed)}",))
    value = method.medicare.values.get(line.procedure)
    if value is None:
        return Expected(None)
    amount = medicare_amount(value, method.medicare) * _HUNDRED
    base = f"Medicare {dollars(_cents(amount))}, {method.percent} % of it"
    return _times(amount * method.percent / _HUNDRED, base, line.units)


def _times(amount: Decimal, words: str, units: Decimal) -> Expected:
    allowed = _cents(amount * units)
    return Expected(allowed, (f"{words}, {units.normalize():f} units: {dollars(allowed)}",))


def _reduced(lines: Sequence[Billed], found: list[Expected], agreement: Agreement) -> list[Expected]:
    """The dearest procedure whole, the others at the percent of their place."""
    reducible = [n for n, line in enumerate(lines) if line.is_reducible and found[n].allowed]
    ranked = sorted(reducible, key=lambda n: (-(found[n].allowed or 0), n))
    for place, n in enumerate(ranked):
        percent = agreement.reduction[min(place, len(agreement.reduction) - 1)]
        if percent != _HUNDRED:
            allowed = _cents(Decimal(found[n].allowed or 0) * percent / _HUNDRED)
            step = f"procedure {place + 1} of the day, {percent} %: {dollars(allowed)}"
            found[n] = Expected(allowed, (*found[n].steps, step))
    return found


def _at_most(line: Billed, expected: Expected) -> Expected:
    if expected.allowed is None or expected.allowed <= line.charge:
        return expected
    return Expected(line.charge, (*expected.steps, f"never more than billed: {dollars(line.charge)}"))


def _shared(lines: Sequence[Billed], amount: int, words: str, agreement: Agreement) -> list[Expected]:
    """An amount of the whole claim, each line's part by its charge; the last cents go to the largest remainders."""
    charges = [line.charge for line in lines]
    whole, steps = amount, [words]
    if agreement.lesser_of and amount > sum(charges):
        whole = sum(charges)
        steps.append(f"never more than billed: {dollars(whole)}")
    weights = charges if any(charges) else [1] * len(charges)
    parts = [whole * weight // sum(weights) for weight in weights]
    by_remainder = sorted(range(len(parts)), key=lambda n: (-(whole * weights[n] % sum(weights)), n))
    for n in by_remainder[: whole - sum(parts)]:
        parts[n] += 1
    return [Expected(part, (*steps, f"this line's part by its charge: {dollars(part)}")) for part in parts]


def _cents(amount: Decimal) -> int:
    return int(amount.quantize(_ONE, rounding=ROUND_HALF_EVEN))
