"""No service line.

**Why it matters**: a claim with no line asks for nothing.
**Rejected**: a claim with no lines.
**Clean**: one line.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "LIN001",
    severity=Severity.ERROR,
    box="24",
    element="2400 LX",
    fix="Post the charges or cancel the claim.",
    prevents=(
        "277CA A6/247",
        "999 IK3",
    ),
    source="TR3 2400 LX",
    when=When(pointers=lambda count, lines: not lines),
)


@edit.check
def lines_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not claim.lines:
        yield edit.finding(on_claim(claim, "lines"), "the claim has no service lines")
