"""Total is not the sum of lines.

**Why it matters**: a claim that does not add up is rejected whole.
**Rejected**: $200.00 over lines of $150.00 and $40.00.
**Clean**: $190.00.

A claim without lines is told once, by LIN001.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim
from cleanclaim.core.money import dollars

edit = Edit(
    "AMT001",
    severity=Severity.ERROR,
    box="28",
    element="2300 CLM02",
    fix="Recalculate; look for a removed or zero line.",
    prevents=(
        "277CA A7/178",
        "277CA A7/400",
        "CARC 16 + M54",
    ),
    source="TR3 CLM02",
    when=When(claim=lambda claim: claim.charge is not None),
)


@edit.check
def total_not_sum(claim: Claim, given: Given) -> Iterator[Finding]:
    total = sum(line.charge for line in claim.lines)
    if claim.lines and claim.charge is not None and claim.charge != total:
        place = on_claim(claim, "charge")
        fix = Fix(f"Set the total to {dollars(total)}", place.path, total)
        message = f"total {dollars(claim.charge)} is not the sum of lines {dollars(total)}"
        yield edit.finding(place, message, autofix=fix)
