"""Remaining patient amount is not the first payer's patient share.

**Why it matters**: the second payer pays of what the first left to the patient; two amounts for it stop the claim or
underpay it.
**Rejected**: $20.00 remaining (EAF), $30.00 left by the first payer (PR).
**Clean**: $30.00 in both; less what the patient has paid.
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
    "COB004",
    severity=Severity.WARNING,
    element="2320 AMT*EAF",
    fix="Recompute from the posted remittance.",
    prevents=(
        "CARC 23",
        "277CA A7/639",
    ),
    source="TR3 AMT EAF",
    when=When(has=("other_coverages",)),
)


@edit.check
def patient_share_differs(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, other in enumerate(claim.other_coverages):
        if other.patient_owes is None:
            continue
        number = other.payer.payer_id
        answers = [answer for line in claim.lines for answer in line.other_payers if answer.payer_id == number]
        reasons = [*other.adjustments, *(reason for answer in answers for reason in answer.adjustments)]
        share = sum(reason.amount for reason in reasons if reason.group == "PR")
        if other.patient_owes not in (share, share - (claim.patient_paid or 0)):
            message = (
                f"{dollars(other.patient_owes)} remain for the patient, {dollars(share)} by the first payer's answer"
            )
            yield edit.finding(on_claim(claim, f"other_coverages[{index}].patient_owes", "other payer"), message)
