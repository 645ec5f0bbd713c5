"""More than 24 other diagnoses on the institutional claim.

**Why it matters**: the institutional claim carries one principal and twenty-four other diagnoses.
**Rejected**: twenty-five others.
**Clean**: twenty-four others.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "DX015",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="67",
    element="2300 HI ABF",
    fix="Keep the ones affecting care and grouping.",
    prevents=("277CA A7/255 with 512",),
    source="TR3 837I HI BF",
)


@edit.check
def too_many_other_dx(claim: Claim, given: Given) -> Iterator[Finding]:
    if len(claim.diagnoses) > 25:
        yield edit.finding(on_claim(claim, "diagnoses"), f"{len(claim.diagnoses) - 1} other diagnoses; 24 fit")
