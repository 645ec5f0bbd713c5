"""Payer claim number on an original claim.

**Why it matters**: the payer cannot tell whether a new claim or a correction is meant, and takes it for a duplicate.
**Rejected**: frequency 1 with a payer claim control number.
**Clean**: frequency 1 with none.

Not in the first table of edits: the reverse of CC001. Medicare's institutional claims may carry the number for a
reopening (frequency Q), which passes.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "CC005",
    severity=Severity.ERROR,
    box="22",
    element="2300 REF F8",
    fix="Remove the number, or send the claim as a replacement (7) or void (8).",
    prevents=(
        "277CA A8/464",
        "CARC 18 + N522",
    ),
    source="TR3 CLM05-3, REF F8",
    when=When(has=("payer_claim_control_number",)),
)


@edit.check
def payer_number_on_original(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.frequency == "1" and claim.payer_claim_control_number.strip():
        place = on_claim(claim, "payer_claim_control_number")
        fix = Fix("Remove the number", place.path, "")
        message = f"an original claim carries the payer's number {claim.payer_claim_control_number}"
        yield edit.finding(place, message, autofix=fix)
