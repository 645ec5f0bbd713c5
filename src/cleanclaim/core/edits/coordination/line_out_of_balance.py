"""Other payer line does not balance.

**Why it matters**: the second payer checks that charge, payment and adjustments add up, and rejects what does not.
**Rejected**: a charge of $150.00, $80.00 paid, $50.00 adjusted.
**Clean**: $80.00 paid, $50.00 and $20.00 adjusted.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line
from cleanclaim.core.money import dollars

edit = Edit(
    "COB002",
    severity=Severity.ERROR,
    box="24F",
    element="2430 SVD02, CAS",
    fix="Recheck the ERA line.",
    prevents=(
        "277CA A7/672",
        "277CA A7/400",
    ),
    source="TR3 §1.4.4 COB balancing",
    when=When(has=("lines.other_payers",)),
)


@edit.check
def line_out_of_balance(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        for position, other in enumerate(line.other_payers):
            adjusted = sum(adjustment.amount for adjustment in other.adjustments)
            if line.charge != other.paid + adjusted:
                message = f"{dollars(line.charge)} is not paid {dollars(other.paid)} plus adjusted {dollars(adjusted)}"
                yield edit.finding(on_line(claim, index, f"other_payers[{position}]"), message)
