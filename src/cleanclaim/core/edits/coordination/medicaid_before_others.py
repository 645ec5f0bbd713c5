"""Medicaid before other insurance.

**Why it matters**: Medicaid pays last by law, and denies a claim that another payer has not answered.
**Rejected**: a Medicaid claim of a patient with another active plan, with no answer of it.
**Clean**: the plan's answer, also when it paid nothing; preventive care of children.

A premium assistance program (HIPP) is no exception: it buys the other plan, which then comes first.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_preventive, patient_age
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "COB009",
    severity=Severity.ERROR,
    box="9",
    element="2320",
    fix="Bill the other plan, post its answer, then Medicaid.",
    prevents=("CARC 22 + MA04",),
    source="SSA 1902(a)(25); 42 CFR 433.139",
    when=When(filing=frozenset({"MC"}), facts=("coverage.other_insurance",)),
)


@edit.check
def medicaid_before_others(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.filing_code != "MC" or any(other.paid is not None for other in claim.other_coverages):
        return
    name = given.coverage.other_insurance
    if not name or _is_exempt(claim):
        return
    yield edit.finding(
        on_claim(claim, "other_coverages", "other payer"), f"{name} is active and must be billed before Medicaid"
    )


def _is_exempt(claim: Claim) -> bool:
    """Preventive care of children is paid first and collected from the other payer by Medicaid itself."""
    age = patient_age(claim)
    return (
        age is not None
        and age < 21
        and bool(claim.lines)
        and all(is_preventive(line.procedure) for line in claim.lines)
    )
