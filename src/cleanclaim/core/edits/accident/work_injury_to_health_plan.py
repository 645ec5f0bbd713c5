"""Employment-related diagnosis billed to health plan.

**Why it matters**: the employer's carrier owes it, and the health plan denies with reason 19.
**Rejected**: an accident at work on a commercial claim.
**Clean**: the same to the workers' compensation carrier.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "WC003",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="10a",
    element="2300 CLM11",
    fix="Bill the workers compensation carrier; attach its denial if refused.",
    prevents=(
        "CARC 19",
        "277CA A7/363",
    ),
    source="CARC 19",
    when=When(has=("accident",)),
)


@edit.check
def work_injury_to_health_plan(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.accident and claim.accident.employment and claim.filing_code != "WC":
        place = on_claim(claim, "accident", "accident")
        yield edit.finding(place, f"work injury billed to {claim.payer.name or 'a health plan'}")
