"""Sliding fee changed the claim's charge.

**Why it matters**: the charge is the same for everybody; a payer that pays the lesser of rate and charge takes the
discount for itself.
**Rejected**: $40.00 charged, $180.00 by the schedule.
**Clean**: $180.00 charged; the discount on the patient's share only.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line
from cleanclaim.core.money import dollars

_CENTER_PAYERS = frozenset({"MC", "MA", "MB"})

edit = Edit(
    "FQHC008",
    severity=Severity.WARNING,
    box="24F, 47",
    element="2400 SV102, SV203",
    fix="Send the full charge; apply sliding fee to the patient share only.",
    prevents=("payer lesser-of loss",),
    source="42 USC 254b(k)(3)(G)",
    when=When(facts=("circumstances.is_sliding_fee",)),
)


@edit.check
def discounted_charge(claim: Claim, given: Given) -> Iterator[Finding]:
    known = given.known.circumstances
    if claim.filing_code not in _CENTER_PAYERS and known is None:
        return
    circumstances = given.circumstances
    if not circumstances.is_sliding_fee:
        return
    for index, line in enumerate(claim.lines):
        full, units = circumstances.schedule.get(line.procedure), quantity(line.units)
        if full and units and line.charge < full * units:
            message = f"{dollars(line.charge)} is less than {dollars(full)} of the schedule of charges"
            yield edit.finding(on_line(claim, index, "charge"), message)
