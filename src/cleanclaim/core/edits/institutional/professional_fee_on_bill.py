"""Professional revenue codes outside Method II.

**Why it matters**: only a critical access hospital whose practitioners gave it their right to be paid bills their
fees to Medicare here.
**Rejected**: ``0981`` on ``0131``; on ``0851`` of a hospital that did not choose Method II.
**Clean**: ``0981`` on ``0851`` under Method II.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.institutional.bills import facility
from cleanclaim.core.edits.where import on_line

_FEES = frozenset({"096", "097", "098"})

edit = Edit(
    "UB027",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="42",
    element="2400 SV201",
    fix="Move to 837P or confirm Method II.",
    prevents=(
        "RTP",
        "CARC 282",
    ),
    source="Pub 100-04 ch.4 §250",
)


@edit.check
def professional_fee_on_bill(claim: Claim, given: Given) -> Iterator[Finding]:
    if not is_medicare(claim):
        return
    for index, line in enumerate(claim.lines):
        if line.revenue_code[:3] not in _FEES:
            continue
        if facility(claim) != "85" or not given.site.is_method_two:
            message = f"revenue code {line.revenue_code} bills a professional fee, which only Method II may"
            yield edit.finding(on_line(claim, index, "revenue_code"), message)
