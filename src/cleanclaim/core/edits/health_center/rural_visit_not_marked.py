"""Rural clinic visit without CG.

**Why it matters**: Medicare pays a rural health clinic by the line that CG marks; without one nothing is paid.
**Rejected**: ``99213`` on ``0711`` with no CG on any line of the day.
**Clean**: ``99213-CG``; care management alone needs none.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.health_center.visits import TELEHEALTH_CODE, bills_as, is_clinic_visit, lines_by_day
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "RHC001",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="44",
    element="2400 SV202-3",
    fix="Put CG on the line with the total visit charge.",
    prevents=("RTP",),
    source="Pub 100-04 ch.9 §50",
    since=date(2016, 10, 1),
)


@edit.check
def rural_visit_not_marked(claim: Claim, given: Given) -> Iterator[Finding]:
    if not bills_as(claim, "71"):
        return
    for day, lines in lines_by_day(claim).items():
        if any("CG" in line.modifiers or line.procedure == TELEHEALTH_CODE for _, line in lines):
            continue
        visit = next((index for index, line in lines if is_clinic_visit(line.procedure)), None)
        if visit is not None:
            yield edit.finding(on_line(claim, visit, "modifiers"), f"the visit of {day} has no line with CG")
