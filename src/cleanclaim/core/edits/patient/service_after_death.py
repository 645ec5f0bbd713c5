"""Service after death.

**Why it matters**: the payer denies the line with reason 13, and a wrong date of death closes a member's file.
**Rejected**: a line on the day after the recorded death.
**Clean**: a line on the day of death.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import line_days
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "PAT005",
    severity=Severity.ERROR,
    box="24A",
    element="2400 DTP*472",
    fix=("Verify the death date and service date; non-face-to-face services after death are not billable."),
    prevents=(
        "CARC 13",
        "277CA A8/159 with 187",
    ),
    source="CARC 13; TR3 PAT05/PAT06",
    when=When(person=lambda codesets, person: person.date_of_death is not None),
)


@edit.check
def service_after_death(claim: Claim, given: Given) -> Iterator[Finding]:
    died = claim.person.date_of_death
    for index, line in enumerate(claim.lines):
        _, last = line_days(line)
        if died and last and last > died:
            yield edit.finding(on_line(claim, index, "service_from"), f"{last} is after the date of death ({died})")
