"""Patient with Medicare cost sharing paid by Medicaid was charged.

**Why it matters**: a qualified Medicare beneficiary (QMB) owes no deductible, coinsurance or copay; taking one is
unlawful.
**Rejected**: a copay of $20.00 on the claim of such a patient.
**Clean**: nothing paid by the patient.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim
from cleanclaim.core.money import dollars

edit = Edit(
    "MCR005",
    severity=Severity.WARNING,
    box="29",
    element="2300 AMT*F5",
    fix="Bill Medicaid or adjust.",
    prevents=(
        "RARC N781/N782/N783 alerts",
        "OA/CO 209",
    ),
    source="SSA 1902(n)(3)(B)",
    when=When(has=("patient_paid",)),
)


@edit.check
def qmb_charged(claim: Claim, given: Given) -> Iterator[Finding]:
    taken = claim.patient_paid or 0
    if taken <= 0 or not _is_of_medicare(claim) or not given.coverage.is_qmb:
        return
    message = f"the patient paid {dollars(taken)} and owes no share (QMB)"
    yield edit.finding(on_claim(claim, "patient_paid", "patient"), message)


def _is_of_medicare(claim: Claim) -> bool:
    """Billed to Medicare or one of its plans, or after it."""
    kinds = {claim.filing_code, *(other.filing_code for other in claim.other_coverages)}
    return not kinds.isdisjoint({"MA", "MB", "16"})
