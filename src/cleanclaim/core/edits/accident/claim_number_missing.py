"""Work injury or auto claim without the payer's claim number.

**Why it matters**: these payers pay by injury, and find the injury by the number they gave it.
**Rejected**: workers' compensation (WC) with no number.
**Clean**: the adjuster's number (REF Y4).
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "WC001",
    severity=Severity.ERROR,
    box="11",
    element="2010BA/2010CA REF*Y4",
    fix="Call the adjuster or employer.",
    prevents=(
        "277CA A6/629",
        "CARC 16",
    ),
    source="TR3 REF Y4",
    when=When(filing=frozenset({"WC", "AM"})),
)


@edit.check
def claim_number_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.filing_code in ("WC", "AM") and not (claim.person.claim_number or claim.subscriber.claim_number):
        person = "patient" if claim.patient else "subscriber"
        yield edit.finding(
            on_claim(claim, f"{person}.claim_number", "patient"), "the payer's number of the injury (REF Y4) is missing"
        )
