"""Off-campus department without PO or PN.

**Why it matters**: Medicare pays a department away from the campus by another rate and takes the difference back
where it was not told.
**Rejected**: a line of such a department with neither.
**Clean**: PN; ER of an emergency department, which is exempt.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import is_opps
from cleanclaim.core.edits.where import on_line

_SAID = frozenset({"PO", "PN", "ER"})

edit = Edit(
    "UB022",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="44",
    element="2400 SV202-3",
    fix="From the department record.",
    prevents=(
        "RTP",
        "recoupment",
    ),
    source="42 CFR 419.48",
    since=date(2016, 1, 1),
)


@edit.check
def off_campus_not_said(claim: Claim, given: Given) -> Iterator[Finding]:
    if not is_opps(claim) or not given.site.off_campus:
        return
    for index, line in enumerate(claim.lines):
        if line.procedure and not _SAID & set(line.modifiers):
            wanted = given.site.off_campus
            place = on_line(claim, index, "modifiers")
            yield edit.finding(place, f"{line.procedure} of an off-campus department has no {wanted}")
