"""No diagnosis.

**Why it matters**: the payer asks why before it asks what.
**Rejected**: a professional claim with no diagnosis, ambulance included.
**Clean**: one diagnosis from the signed note.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "DX001",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="21",
    element="2300 HI ABK",
    fix="Code the visit from the signed note.",
    prevents=(
        "277CA A6/255",
        "CARC 16 + M76",
    ),
    source="TR3 2300 HI; NUCC item 21",
    when=When(pointers=lambda count, lines: count == 0),
)


@edit.check
def dx_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not claim.diagnoses:
        yield edit.finding(on_claim(claim, "diagnoses"), "the claim has no diagnosis")
