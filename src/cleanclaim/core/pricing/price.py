"""From a price to an amount: one multiplication, one rounding (half-even, in whole cents)."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from cleanclaim.core.pricing.value import Contract, FeeSchedule, Price

Units = Decimal | int
_ONE = Decimal(1)


def charge_for(procedure: str, modifiers: Sequence[str], units: Units, *, on: date, fees: FeeSchedule) -> int | None:
    """The charge of a line in cents, None when the schedule has no fee for that day.

    The fee of the first modifier that has one of its own, else the plain fee.
    """
    price = _find(fees.prices, procedure, modifiers, on)
    return None if price is None else _times(price.amount, units)


def expected_allowed(
    procedure: str,
    modifiers: Sequence[str],
    units: Units,
    *,
    on: date,
    contract: Contract,
    charge: int | None = None,
) -> int | None:
    """What the payer should allow for a line in cents, None when the contract does not say.

    The contract's price, its percent for each modifier without a price of its own; else its percent of the charge.
    With `lesser_of` and a known charge never more than the charge.
    """
    if not contract.in_force(on):
        return None
    price = _find(contract.prices, procedure, modifiers, on)
    if price is None:
        if contract.percent_of_charge is None or charge is None:
            return None
        return _times(charge, Decimal(contract.percent_of_charge) / 100)
    percents = dict(contract.percents)
    factor = _ONE
    for modifier in modifiers:
        if modifier != price.modifier:
            factor *= Decimal(percents.get(modifier, 100)) / 100
    allowed = _times(price.amount, units * factor)
    return min(allowed, charge) if contract.lesser_of and charge is not None else allowed


def _find(prices: Iterable[Price], procedure: str, modifiers: Sequence[str], on: date) -> Price | None:
    """The price of that day: the first modifier's own, else the plain one; the latest where two overlap."""
    in_force = [price for price in prices if price.procedure == procedure and price.in_force(on)]
    for modifier in (*modifiers, ""):
        own = [price for price in in_force if price.modifier == modifier]
        if own:
            return max(own, key=lambda price: price.first)
    return None


def _times(amount: int, factor: Units) -> int:
    return int((Decimal(amount) * factor).quantize(_ONE, rounding=ROUND_HALF_EVEN))
