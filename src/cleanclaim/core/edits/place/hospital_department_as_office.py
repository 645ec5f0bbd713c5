"""Hospital-owned clinic billed as POS 11.

**Why it matters**: in a hospital's department the hospital bills its share; place 11 asks for that share a second
time.
**Rejected**: a visit at a hospital's department with place 11.
**Clean**: place 22 on the campus, 19 away from it.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import place_of
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_OFFICE = frozenset({"11"})

edit = Edit(
    "POS003",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24B",
    element="2300 CLM05-1; 2400 SV105",
    fix="Change POS.",
    prevents=(
        "recoupment",
        "CARC 5",
    ),
    source="42 CFR 413.65; CMS POS",
    since=date(2016, 1, 1),
    when=When(facts=("visit.hospital_department",), places=_OFFICE),
)


@edit.check
def hospital_department_as_office(claim: Claim, given: Given) -> Iterator[Finding]:
    if not any(place_of(claim, line) in _OFFICE for line in claim.lines):
        return
    site = given.visit_with("hospital_department").hospital_department
    for index, line in enumerate(claim.lines):
        if site and place_of(claim, line) in _OFFICE:
            message = f"{site} is a hospital's department: the place is 19 or 22"
            yield edit.finding(on_line(claim, index, "place_of_service"), message)
