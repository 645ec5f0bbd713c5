"""Authorization does not cover the date.

**Why it matters**: an approval holds for its days; the day after, it is as good as none.
**Rejected**: a service on 2026-03-02 under an approval that ended on 2026-02-28.
**Clean**: within its days.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.authorization.approvals import approval_of
from cleanclaim.core.edits.coding import line_days
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "AUTH002",
    severity=Severity.ERROR,
    box="23, 24A",
    element="2300 REF G1",
    fix="Ask payer to extend dates.",
    prevents=(
        "CARC 198",
        "CARC 302",
        "CARC 197",
    ),
    source="278 response dates",
    when=When(has=("prior_authorization",)),
    needs="approvals",
)


@edit.check
def authorization_not_of_day(claim: Claim, given: Given) -> Iterator[Finding]:
    approval = approval_of(claim, given)
    if approval is None:
        return
    begins, ends = approval.first or date.min, approval.last or date.max
    for index, line in enumerate(claim.lines):
        first, last = line_days(line)
        if first and last and (first < begins or last > ends):
            said = f"{approval.first or 'the start'} to {approval.last or 'now'}"
            message = f"approval {approval.number} runs from {said}; the service is of {first}"
            yield edit.finding(on_line(claim, index, "service_from"), message)
