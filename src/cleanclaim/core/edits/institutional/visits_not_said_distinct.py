"""Several visits under one revenue code, no condition code G0.

**Why it matters**: two visits in one department on one day look like one visit billed twice, unless the bill says
that they were distinct.
**Rejected**: two emergency visits under ``0450`` with no G0, or with G0 and no 27.
**Clean**: G0, and 27 on the second.

A visit is what the coding rules call one, or what has the status of one; units above one are judged by the limits of
units.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import is_opps, whole_of
from cleanclaim.core.edits.where import on_line

_VISITS = frozenset({"V", "J2"})

edit = Edit(
    "UB029",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="18-28, 44",
    element="2300 HI BG, 2400 SV202-3",
    fix="Add G0 (and 27) if separate visits; else combine.",
    prevents=("RTP (I/OCE edit 42)",),
    source="I/OCE edit 42; Pub 100-04 ch.4 §180.4",
)


@edit.check
def visits_not_said_distinct(claim: Claim, given: Given) -> Iterator[Finding]:
    if not is_opps(claim):
        return
    seen: dict[tuple[str, date], int] = {}
    for index, line in enumerate(claim.lines):
        on = line.service_from
        if on is None or not (is_visit(line.procedure) or _has_status(line, given, on)):
            continue
        spot = line.revenue_code, on
        if spot not in seen:
            seen[spot] = index
            continue
        words = f"visits {claim.lines[seen[spot]].procedure} and {line.procedure} under revenue code {spot[0]} on {on}"
        if "G0" not in whole_of(claim).condition_codes:
            yield edit.finding(on_line(claim, index, "procedure"), f"{words} need condition code G0")
        elif "27" not in line.modifiers and "27" not in claim.lines[seen[spot]].modifiers:
            yield edit.finding(on_line(claim, index, "modifiers"), f"{words} need 27 on the second")


def _has_status(line: ServiceLine, given: Given, on: date) -> bool:
    code = given.codesets.opps.at(line.procedure, on=on)
    return code is not None and code.category in _VISITS
