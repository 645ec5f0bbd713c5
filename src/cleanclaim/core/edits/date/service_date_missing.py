"""Service date missing.

**Why it matters**: every rule is asked for a day; without one the claim is rejected and nothing else on the line can
be judged.
**Rejected**: a line with no date.
**Clean**: a line with its date.

Not in the first table of edits: added because a missing date would let every dated edit pass in silence.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "DATE008",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24A",
    element="2400 DTP*472",
    fix="Enter the day of service from the encounter.",
    prevents=(
        "277CA A6/187",
        "CARC 16 + M52",
    ),
    source="TR3 2400 DTP 472",
    when=When(days=lambda first, last, today: first is None),
)


@edit.check
def service_date_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if line.service_from is None:
            yield edit.finding(on_line(claim, index, "service_from"), "service date is missing")
