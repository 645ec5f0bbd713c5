"""Service date in the future.

**Why it matters**: nothing is paid before it is done.
**Rejected**: a line dated after today.
**Clean**: a line dated today.

Equipment and supplies are judged by their first day, because a span of them may end later.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import line_days
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "DATE001",
    severity=Severity.ERROR,
    box="24A",
    element="2400 DTP*472",
    fix="Correct the date.",
    prevents=(
        "277CA A7/510",
        "CARC 110",
    ),
    source="CARC 110",
    when=When(days=lambda first, last, today: any(day and day > today for day in (first, last))),
)


@edit.check
def service_in_future(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        first, last = line_days(line)
        day = first if line.procedure[:1] in ("A", "B", "E", "K", "L") else last
        if day and day > given.as_of:
            yield edit.finding(on_line(claim, index, "service_from"), f"service date {day} is in the future")
