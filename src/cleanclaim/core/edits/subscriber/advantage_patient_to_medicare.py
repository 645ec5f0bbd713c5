"""Medicare Advantage patient billed to Original Medicare.

**Why it matters**: who has chosen a Medicare Advantage plan is paid for by that plan; Original Medicare denies.
**Rejected**: a claim with MB while the answer names plan H1234 since January.
**Clean**: the claim goes to the plan, with the plan's member ID.

Excepted: hospice elected; an institutional claim only for information (condition code 04); a health center's
supplement (bill 77x with revenue code 0519).
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "SUB008",
    severity=Severity.ERROR,
    box="1",
    element="2000B SBR09",
    fix="Bill the Medicare Advantage plan with its own member ID and payer ID.",
    prevents=(
        "CARC 109 + N418",
        "CARC 24",
    ),
    source="Medicare Claims Processing Manual ch.1; 271 EB with MA plan",
    when=When(filing=MEDICARE, facts=("coverage.advantage_plan",)),
    needs="coverage",
)


@edit.check
def advantage_patient_to_medicare(claim: Claim, given: Given) -> Iterator[Finding]:
    coverage, on = given.coverage, claim.service_from
    begins, hospice = coverage.advantage_from, coverage.hospice_from
    if not coverage.advantage_plan or on is None or (begins and on < begins) or (hospice and hospice <= on):
        return
    if not _is_excepted(claim):
        message = f"the patient is in {coverage.advantage_plan} on {on}; Original Medicare will refuse"
        yield edit.finding(on_claim(claim, "payer", "payer"), message)


def _is_excepted(claim: Claim) -> bool:
    whole = claim.institutional
    if whole is None:
        return False
    supplement = any(line.revenue_code == "0519" for line in claim.lines)
    return "04" in whole.condition_codes or (whole.type_of_bill.startswith("77") and supplement)
