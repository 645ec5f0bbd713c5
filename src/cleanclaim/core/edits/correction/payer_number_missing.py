"""Replacement or void without payer claim number.

**Why it matters**: the payer replaces or voids by its own number; without it the claim is a stranger.
**Rejected**: frequency 7 with no payer claim control number.
**Clean**: frequency 7 with the number of the last answer.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "CC001",
    severity=Severity.ERROR,
    box="22",
    element="2300 REF F8",
    fix="Take CLP07 of the latest adjudication.",
    prevents=(
        "277CA A6/464",
        "CARC 16 + M47",
    ),
    source="TR3 CLM05-3, REF F8; NUCC item 22",
    when=When(frequency=frozenset({"6", "7", "8"})),
)


@edit.check
def payer_number_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.frequency in ("6", "7", "8") and not claim.payer_claim_control_number.strip():
        place = on_claim(claim, "payer_claim_control_number")
        yield edit.finding(place, f"frequency {claim.frequency} needs the payer's claim number")
