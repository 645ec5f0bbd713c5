"""Secondary claim without the first payer result.

**Why it matters**: the second payer pays what the first left, so it must see what the first did.
**Rejected**: a secondary claim with no result of the primary.
**Clean**: the amount paid (zero too) and its day.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_LATER = ("S", "T")


edit = Edit(
    "COB001",
    severity=Severity.ERROR,
    box="9",
    element="2320 AMT*D",
    fix="Post the primary remittance first; then the secondary is built from it.",
    prevents=(
        "277CA A6/286",
        "277CA A6/171",
        "CARC 16 + MA04",
    ),
    source="TR3 2320, 2330B, 2430",
    when=When(terms=lambda claim: claim.sequence in _LATER),
)


@edit.check
def first_answer_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.sequence in _LATER and not any(other.paid is not None for other in claim.other_coverages):
        yield edit.finding(on_claim(claim, "other_coverages", "other payer"), "the first payer's result is missing")
