"""Other payer claim does not balance.

**Why it matters**: the same sum for the whole claim, for each earlier payer.
**Rejected**: a claim of $150.00, $80.00 paid, $50.00 adjusted.
**Clean**: $80.00 paid, $50.00 and $20.00 adjusted.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim, OtherCoverage
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim
from cleanclaim.core.money import dollars

edit = Edit(
    "COB003",
    severity=Severity.ERROR,
    box="28",
    element="2320 AMT*D, CAS",
    fix="Correct 2320.",
    prevents=(
        "277CA A7/672",
        "277CA A7/400",
    ),
    source="TR3 §1.4.4",
    when=When(has=("other_coverages",)),
)


@edit.check
def claim_out_of_balance(claim: Claim, given: Given) -> Iterator[Finding]:
    for position, other in enumerate(claim.other_coverages):
        if other.paid is None:
            continue
        adjusted = sum(adjustment.amount for adjustment in other.adjustments) + _on_lines(claim, other)
        if claim.total_charge != other.paid + adjusted:
            total, paid = dollars(claim.total_charge), dollars(other.paid)
            place = on_claim(claim, f"other_coverages[{position}]", "other payer")
            yield edit.finding(place, f"{total} is not paid {paid} plus adjusted {dollars(adjusted)}")


def _on_lines(claim: Claim, other: OtherCoverage) -> int:
    """What that payer adjusted on the lines, in cents."""
    return sum(
        adjustment.amount
        for line in claim.lines
        for answer in line.other_payers
        if answer.payer_id == other.payer.payer_id
        for adjustment in answer.adjustments
    )
