"""Patient paid more than the charge.

**Why it matters**: a payment of another day was put here, and the payer may cut its own by it.
**Rejected**: $200.00 paid on a claim of $150.00.
**Clean**: $20.00 paid.
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
    "AMT003",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="29",
    element="2300 AMT*F5",
    fix="Check where the patient payment was posted.",
    prevents=("277CA A7/639",),
    source="TR3 AMT F5",
    when=When(has=("patient_paid",)),
)


@edit.check
def patient_paid_too_much(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.patient_paid is not None and claim.patient_paid > claim.total_charge:
        paid, total = dollars(claim.patient_paid), dollars(claim.total_charge)
        yield edit.finding(on_claim(claim, "patient_paid"), f"patient paid {paid}, more than the claim's {total}")
