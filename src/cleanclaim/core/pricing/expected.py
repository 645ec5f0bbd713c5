"""From what a payer agreed to, to the amount of each line, with the arithmetic that leads there.

Everything is exact: decimals in, one rounding (half-even) to whole cents where an amount is made, and the parts of an
amount that is agreed for a whole claim add up to it.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from cleanclaim.core.claim.stay import Stay, days_of, is_room
from cleanclaim.core.money import dollars
from cleanclaim.core.pricing.agreement import (
    HUNDRED,
    ONE,
    Agreement,
    Billed,
    CaseRate,
    Expected,
    FeeTable,
    Medicare,
    PercentOfCharge,
    PercentOfMedicare,
    PerDiem,
    Relative,
)


def expected_of(lines: Sequence[Billed], agreement: Agreement, *, stay: Stay | None = None) -> list[Expected]:
    """The expected allowed amount of each line of one claim, in its order; `stay` is what the statement covers."""
    method = agreement.method
    if isinstance(method, PerDiem):
        return _by_the_day(lines, method.amount, agreement, stay)
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
    return payable - _cents(Decimal(payable) * percent / HUNDRED)


def _of_line(line: Billed, method: FeeTable | PercentOfMedicare | PercentOfCharge) -> Expected:
    if isinstance(method, FeeTable):
        prices = (method.prices.get((line.procedure, modifier)) for modifier in (*line.modifiers, ""))
        price = next((price for price in prices if price is not None), None)
        return Expected(None) if price is None else _times(Decimal(price), f"{dollars(price)} agreed", line.units)
    if isinstance(method, PercentOfCharge):
        allowed = _cents(Decimal(line.charge) * method.percent / HUNDRED)
        return Expected(allowed, (f"{method.percent} % of {dollars(line.charge)} billed: {dollars(allowed)}",))
    value = method.medicare.values.get(line.procedure)
    if value is None:
        return Expected(None)
    amount = medicare_amount(value, method.medicare) * HUNDRED
    base = f"Medicare {dollars(_cents(amount))}, {method.percent} % of it"
    return _times(amount * method.percent / HUNDRED, base, line.units)


def _times(amount: Decimal, words: str, units: Decimal) -> Expected:
    allowed = _cents(amount * units)
    return Expected(allowed, (f"{words}, {units.normalize():f} units: {dollars(allowed)}",))


def _reduced(lines: Sequence[Billed], found: list[Expected], agreement: Agreement) -> list[Expected]:
    """The dearest procedure whole, the others at the percent of their place."""
    reducible = [n for n, line in enumerate(lines) if line.is_reducible and found[n].allowed]
    ranked = sorted(reducible, key=lambda n: (-(found[n].allowed or 0), n))
    for place, n in enumerate(ranked):
        percent = agreement.reduction[min(place, len(agreement.reduction) - 1)]
        if percent != HUNDRED:
            allowed = _cents(Decimal(found[n].allowed or 0) * percent / HUNDRED)
            step = f"procedure {place + 1} of the day, {percent} %: {dollars(allowed)}"
            found[n] = Expected(allowed, (*found[n].steps, step))
    return found


def _at_most(line: Billed, expected: Expected) -> Expected:
    if expected.allowed is None or expected.allowed <= line.charge:
        return expected
    return Expected(line.charge, (*expected.steps, f"never more than billed: {dollars(line.charge)}"))


def _by_the_day(lines: Sequence[Billed], amount: int, agreement: Agreement, stay: Stay | None) -> list[Expected]:
    """A stay is one amount for all of its days; services outside one are paid by the day on which they were done."""
    days = int(sum(line.units for line in lines if is_room(line.revenue_code))) or days_of(stay)
    if days:
        words = f"{dollars(amount)} a day for {days} days" if days > 1 else f"{dollars(amount)} for the day"
        return _shared(lines, amount * days, words, agreement)
    found = [Expected(None)] * len(lines)
    for day in dict.fromkeys(line.service_on for line in lines):
        places = [place for place, line in enumerate(lines) if line.service_on == day]
        words = f"{dollars(amount)} for {day or 'the day'}"
        for place, part in zip(places, _shared([lines[n] for n in places], amount, words, agreement), strict=True):
            found[place] = part
    return found


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
    return int(amount.quantize(ONE, rounding=ROUND_HALF_EVEN))
