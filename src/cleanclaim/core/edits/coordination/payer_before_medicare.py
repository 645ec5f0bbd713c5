"""Medicare first, though it knows another payer.

**Why it matters**: Medicare denies until the other payer has answered or the record is closed.
**Rejected**: Medicare first, when its answer shows a working-aged plan (12).
**Clean**: nothing open in its answer.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "COB007",
    severity=Severity.WARNING,
    box="11",
    element="2000B SBR01",
    fix="Ask; bill the other payer first, or have the record closed (BCRC).",
    prevents=("CARC 22",),
    source="Pub 100-05 ch.3 §20",
    when=When(filing=MEDICARE, facts=("coverage.open_msp",)),
)


@edit.check
def payer_before_medicare(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.sequence != "P":
        return
    code = given.coverage.open_msp
    if code:
        message = f"Medicare shows a payer that comes before it (type {code})"
        yield edit.finding(on_claim(claim, "sequence", "payer"), message)
