"""Claim spans two years, months or benefits.

**Why it matters**: benefits, prices and deductibles change with the year, so payers return such a line.
**Rejected**: 2025-12-30 to 2026-01-02.
**Clean**: 2025-12-30 to 2025-12-31. An inpatient stay may cross.
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
    "DATE005",
    severity=Severity.WARNING,
    box="24A",
    element="2400 DTP*472",
    fix="Split at the border.",
    prevents=(
        "CARC 267",
        "CARC 268",
        "277CA A7/773",
    ),
    source="CARC 267/268",
    when=When(days=lambda first, last, today: first and last and first.year != last.year),
)


@edit.check
def spans_years(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.institutional and claim.institutional.type_of_bill.lstrip("0")[:2] in ("11", "18", "21", "41"):
        return
    for index, line in enumerate(claim.lines):
        first, last = line_days(line)
        if first and last and first.year != last.year:
            yield edit.finding(on_line(claim, index, "service_to"), f"range {first} to {last} crosses a year")
