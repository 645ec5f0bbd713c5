"""Two health center visits the same day.

**Why it matters**: one visit a day is paid, besides one for mental health, unless the patient came back with another
illness.
**Rejected**: ``G0467`` twice.
**Clean**: ``G0467`` with ``G0470``; a second ``G0467-59`` for a later, separate illness.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.health_center.visits import MEDICAL_CODES, MENTAL_CODES, bills_as, lines_by_day
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "FQHC005",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="44",
    element="2400 SV202-2",
    fix="Medical plus mental health is allowed; otherwise 59 with a later separate illness, or combine.",
    prevents=("CARC B14",),
    source="Pub 100-02 ch.13 §40.3",
)


@edit.check
def two_visits_of_a_day(claim: Claim, given: Given) -> Iterator[Finding]:
    if not bills_as(claim, "77"):
        return
    for day, lines in lines_by_day(claim).items():
        for kind in (MEDICAL_CODES, MENTAL_CODES):
            found = [(index, line) for index, line in lines if line.procedure in kind]
            apart = kind is MEDICAL_CODES and any("59" in line.modifiers for _, line in found)
            if len(found) > 1 and not (apart and len(found) == 2):
                message = f"two visits on {day}: {found[0][1].procedure} and {found[1][1].procedure}"
                yield edit.finding(on_line(claim, found[1][0], "procedure"), message)
