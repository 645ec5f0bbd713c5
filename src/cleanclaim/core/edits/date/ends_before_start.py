"""End before start.

**Why it matters**: one of the two days is mistyped.
**Rejected**: from 2026-03-05 to 2026-03-02.
**Clean**: from and to 2026-03-02.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "DATE002",
    severity=Severity.ERROR,
    box="24A",
    element="2400 DTP*472",
    fix="Correct the range.",
    prevents=(
        "277CA A7/187",
        "CARC 16 + M52/M59",
    ),
    source="TR3 DTP 472",
    when=When(days=lambda first, last, today: first and last and last < first),
)


@edit.check
def ends_before_start(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if line.service_from and line.service_to and line.service_to < line.service_from:
            message = f"end {line.service_to} is before start {line.service_from}"
            yield edit.finding(on_line(claim, index, "service_to"), message)
