"""Paper total sent as a service line.

**Why it matters**: revenue code 0001 is the total of the paper form; sent electronically it is a service that does
not exist.
**Rejected**: a line with ``0001``.
**Clean**: the total only in CLM02.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "UB025",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="42",
    element="2400 SV201",
    fix="Remove the line.",
    prevents=("277CA A7/455",),
    source="TR3 837I SV2",
)


@edit.check
def total_sent_as_line(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if line.revenue_code == "0001":
            place = on_line(claim, index, "revenue_code")
            yield edit.finding(place, "revenue code 0001 is the paper total, not a service")
