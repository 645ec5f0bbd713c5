"""Charge below expected allowed.

**Why it matters**: payers pay the lower of charge and contract; a charge below the contract gives the difference
away.
**Rejected**: 80.00 charged where the contract allows 92.15.
**Clean**: 150.00.

The contract's amount is for one unit. Lines without charge are left out.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_line
from cleanclaim.core.money import dollars

edit = Edit(
    "AMT004",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24F",
    element="2400 SV102",
    fix="Raise chargemaster.",
    prevents=(
        "lost revenue",
        "CARC 94 on payer side",
    ),
    source="lesser-of clause",
    needs="allowed",
)


@edit.check
def charge_below_contract(claim: Claim, given: Given) -> Iterator[Finding]:
    allowed = given.allowed
    for index, line in enumerate(claim.lines):
        price, units = allowed.get(line.procedure), quantity(line.units)
        if price is None or units is None or line.charge <= 0 or not _REDUCED.isdisjoint(line.modifiers):
            continue
        if line.charge < price * units:
            message = f"charge {dollars(line.charge)} is under the contract's {dollars(int(price * units))}"
            yield edit.finding(on_line(claim, index, "charge"), message)


_REDUCED = frozenset({"26", "TC", "52", "53", "54", "55", "56", "62", "80", "81", "82", "AS"})  # another price
