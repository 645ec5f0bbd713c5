"""Revenue code invalid or retired.

**Why it matters**: the line is refused, and in most systems the whole claim with it.
**Rejected**: ``0999`` written as ``999``; ``0195``.
**Clean**: a code of the list, four digits.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "UB007",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="42",
    element="2400 SV201",
    fix="Choose from the NUBC list.",
    prevents=(
        "277CA A7/455",
        "CARC 16 + M50",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def revenue_code_not_valid(claim: Claim, given: Given) -> Iterator[Finding]:
    codes = given.codesets.revenue_codes
    for index, line in enumerate(claim.lines):
        code, on = line.revenue_code, line.service_from or claim.service_from
        if on is None:
            continue
        codes.require(on)
        if not codes.has(code, on=on):
            place = on_line(claim, index, "revenue_code")
            yield edit.finding(place, f"revenue code {code or '(none)'} is not valid on {on}")
