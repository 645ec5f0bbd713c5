"""Health center visit without payment code.

**Why it matters**: Medicare pays a health center by the visit; the payment code is the visit, the others say what was
done.
**Rejected**: ``99213`` alone on ``0771``.
**Clean**: ``G0467`` with ``99213``; care management and vaccines are no visits.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.health_center.visits import (
    PAYMENT_CODES,
    TELEHEALTH_CODE,
    bills_as,
    is_clinic_visit,
    lines_by_day,
)
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "FQHC001",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="44",
    element="2400 SV202-2",
    fix="Add G0466-G0470 by visit type.",
    prevents=(
        "CARC 16 + M20",
        "RTP",
    ),
    source="Pub 100-04 ch.9 §60",
    since=date(2014, 10, 1),
)


@edit.check
def payment_code_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not bills_as(claim, "77"):
        return
    for day, lines in lines_by_day(claim).items():
        codes = {line.procedure for _, line in lines}
        if codes & (PAYMENT_CODES | {TELEHEALTH_CODE}):
            continue
        visit = next((index for index, line in lines if is_clinic_visit(line.procedure)), None)
        if visit is not None:
            message = f"the visit of {day} has no payment code (G0466 to G0470)"
            yield edit.finding(on_line(claim, visit, "procedure"), message)
