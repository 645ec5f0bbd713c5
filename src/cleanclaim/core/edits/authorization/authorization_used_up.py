"""Authorized units used up.

**Why it matters**: an approval for twelve visits pays twelve; the next is denied and may not be billed to the
patient.
**Rejected**: one unit under an approval whose twelve are used.
**Clean**: the twelfth.
"""

from collections.abc import Iterator
from decimal import Decimal

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.authorization.approvals import approval_of, is_of
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "AUTH003",
    severity=Severity.ERROR,
    box="23, 24G",
    element="2300 REF G1",
    fix="Ask for more before the next visit.",
    prevents=(
        "CARC 198",
        "277CA A7/674",
    ),
    source="278 HSD",
    when=When(has=("prior_authorization",)),
    needs="approvals",
)


@edit.check
def authorization_used_up(claim: Claim, given: Given) -> Iterator[Finding]:
    approval = approval_of(claim, given)
    if approval is None or approval.units is None:
        return
    lines = [line for line in claim.lines if is_of(approval, line)]
    needed = sum(quantity(line.units) or Decimal(0) for line in lines)
    left = max(approval.units - approval.used, 0)
    if needed > left:
        message = f"approval {approval.number} has {left} units left; the claim needs {needed}"
        yield edit.finding(on_claim(claim, "prior_authorization"), message)
