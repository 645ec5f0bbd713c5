"""Service before birth.

**Why it matters**: one of the two dates is wrong, and the payer denies the line with reason 14.
**Rejected**: a line on 2026-03-01 for a patient born on 2026-03-02.
**Clean**: a line on the day of birth.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "PAT004",
    severity=Severity.ERROR,
    box="24A",
    element="2400 DTP*472",
    fix=("Fix the birth date or the service date; for a newborn check the date and hour of delivery."),
    prevents=(
        "CARC 14",
        "277CA A8/158 with 187",
    ),
    source="CARC 14",
)


@edit.check
def service_before_birth(claim: Claim, given: Given) -> Iterator[Finding]:
    born = claim.person.birth_date
    for index, line in enumerate(claim.lines):
        if born and line.service_from and line.service_from < born:
            place = on_line(claim, index, "service_from")
            yield edit.finding(place, f"{line.service_from} is before the patient was born ({born})")
