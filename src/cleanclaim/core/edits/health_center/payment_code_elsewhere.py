"""Revenue code wrong for a payment code.

**Why it matters**: a medical visit and a mental health visit are two visits, told apart by their revenue codes.
**Rejected**: ``G0467`` under ``0900``; ``G0470`` under ``0521``.
**Clean**: ``G0467`` under ``052x``, ``G0470`` under ``0900``.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.health_center.visits import MEDICAL_CODES, PAYMENT_CODES
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "FQHC004",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="42",
    element="2400 SV201",
    fix="G0466-G0468 with 052x, G0469/G0470 with 0900 (0519 for MA supplement).",
    prevents=(
        "RTP",
        "CARC 199",
    ),
    source="Pub 100-04 ch.9 §60",
    since=date(2014, 10, 1),
)


@edit.check
def payment_code_elsewhere(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        code, revenue = line.procedure, line.revenue_code
        if code not in PAYMENT_CODES:
            continue
        right = revenue[:3] == "052" if code in MEDICAL_CODES else revenue == "0900"
        if not right and not (revenue == "0519" and not is_medicare(claim)):
            wanted = "052x" if code in MEDICAL_CODES else "0900"
            yield edit.finding(
                on_line(claim, index, "revenue_code"), f"{code} under revenue code {revenue}, not {wanted}"
            )
