"""Statement dates missing or do not cover lines.

**Why it matters**: the payer prices a period; what lies outside belongs to another claim.
**Rejected**: a line on the day after the period ends; no period at all.
**Clean**: every line inside.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import line_days
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_claim, on_line

edit = Edit(
    "UB002",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="6",
    element="2300 DTP*434, 2400 DTP*472",
    fix="Extend the period or split.",
    prevents=(
        "277CA A7/188",
        "CARC 16 + MA31",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def outside_statement(claim: Claim, given: Given) -> Iterator[Finding]:
    period = claim.institutional
    if period is None or period.statement_from is None or period.statement_to is None:
        yield edit.finding(on_claim(claim, "institutional.statement_from"), "the statement period is missing")
        return
    for index, line in enumerate(claim.lines):
        first, last = line_days(line)
        if first and last and not period.statement_from <= first <= last <= period.statement_to:
            days = f"{first}" if first == last else f"{first} to {last}"
            message = f"{days} is outside the statement period {period.statement_from} to {period.statement_to}"
            yield edit.finding(on_line(claim, index, "service_from"), message)
