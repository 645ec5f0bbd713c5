"""Payment code without a qualifying visit.

**Why it matters**: the payment code is paid only beside a visit that its list names.
**Rejected**: ``G0467`` alone, or with a nurse's ``99211``; ``G0466`` with ``99213``.
**Clean**: ``G0467`` with ``99213``.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.health_center.visits import bills_as, is_clinic_visit, lines_by_day
from cleanclaim.core.edits.where import on_line

_WANTED = {
    "G0466": frozenset({"new"}),
    "G0467": frozenset({"established"}),
    "G0468": frozenset({"wellness"}),
    "G0469": frozenset({"mental"}),
    "G0470": frozenset({"mental"}),
}

edit = Edit(
    "FQHC002",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="44",
    element="2400 SV202-2",
    fix="Add the visit code actually done; a nurse-only visit is not billable.",
    prevents=(
        "RTP",
        "CARC B15",
    ),
    source="CMS FQHC qualifying visit list",
    since=date(2014, 10, 1),
)


@edit.check
def qualifying_visit_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not bills_as(claim, "77"):
        return
    table, missing = given.codesets.health_center_visits, ""
    for day, lines in lines_by_day(claim).items():
        codes = {line.procedure for _, line in lines}
        flags = set().union(*(code.flags for each in codes if (code := table.at(each, on=day))))
        unknown = next((code for code in codes if is_clinic_visit(code) and not table.knows(code)), "")
        for index, line in lines:
            if line.procedure not in _WANTED or flags & _WANTED[line.procedure]:
                continue
            if unknown:
                missing = unknown
            else:
                yield edit.finding(
                    on_line(claim, index, "procedure"), f"{line.procedure} of {day} has no qualifying visit"
                )
    if missing:
        raise CodeSetMissing(f"{table.title} does not hold {missing}")
