"""The approval that a claim names, as its payer gave it."""

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.known import Approval


def approval_of(claim: Claim, given: Given) -> Approval | None:
    """The approval with the claim's number, None without a number or where the practice has no such answer."""
    number = claim.prior_authorization.strip()
    return given.approvals.get(number) if number else None


def is_of(approval: Approval, line: ServiceLine) -> bool:
    """Whether a line's procedure is one the approval is for."""
    return not approval.procedures or any(first <= line.procedure <= last for first, last in approval.procedures)
