"""Medicaid encounter without T1015.

**Why it matters**: many states pay a health center its rate by T1015, and pay nothing for the services alone.
**Rejected**: ``99213`` alone, where the state wants T1015.
**Clean**: ``T1015`` with ``99213``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.health_center.visits import is_clinic_visit, lines_by_day
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "FQHC007",
    severity=Severity.ERROR,
    box="24D, 44",
    element="2400 SV101-2, SV202-2",
    fix="Add T1015 with the encounter charge.",
    prevents=("CARC 16 + M51",),
    source="state Medicaid manual",
    when=When(filing=frozenset({"MC"}), rule="needs_encounter_code"),
)


@edit.check
def encounter_code_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.filing_code != "MC" or not given.payer.needs_encounter_code:
        return
    for day, lines in lines_by_day(claim).items():
        if any(line.procedure == "T1015" for _, line in lines):
            continue
        visit = next((index for index, line in lines if is_clinic_visit(line.procedure)), None)
        if visit is not None:
            yield edit.finding(on_line(claim, visit, "procedure"), f"the encounter of {day} has no T1015")
