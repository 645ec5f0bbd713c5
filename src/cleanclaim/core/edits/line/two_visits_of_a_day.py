"""Two E/M visits the same day, same clinician.

**Why it matters**: one specialty is paid for one visit a day; the second is denied as its copy.
**Rejected**: ``99213`` and ``99214`` on one day.
**Clean**: one visit of the level of all the work; a second with 25 for another problem.

A nurse's visit (``99211``) beside another is ordinary and told as information.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line


def _is_office_visit(code: str) -> bool:
    return number_between(code, 99202, 99205) or number_between(code, 99211, 99215)


edit = Edit(
    "LIN022",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Combine the work into one level, or document the separate problem (25).",
    prevents=(
        "CARC B14",
        "CARC 18",
        "CARC 97",
    ),
    source="Pub 100-04 ch.12 §30.6.5, §30.6.7",
    when=When(together=lambda codesets, codes, on: sum(map(_is_office_visit, codes)) > 1),
)


@edit.check
def two_visits_of_a_day(claim: Claim, given: Given) -> Iterator[Finding]:
    first: dict[tuple[date | None, str], int] = {}
    for index, line in enumerate(claim.lines):
        code = line.procedure
        if not _is_office_visit(code) or "25" in line.modifiers:
            continue
        clinician = line.rendering or claim.rendering or claim.billing
        other = first.setdefault((line.service_from, clinician.npi), index)
        if other != index:
            earlier = claim.lines[other]
            severity = Severity.INFO if "99211" in (code, earlier.procedure) else None
            message = f"{code} is a second visit beside {earlier.procedure} of line {earlier.number}"
            yield edit.finding(on_line(claim, index, "procedure"), message, severity=severity)
