"""Diagnosis does not fit patient age.

**Why it matters**: a code that says how old the patient is contradicts the birth date, and one of the two is wrong.
**Rejected**: ``Z00.129``, a child's checkup, at 42.
**Clean**: ``Z00.00`` at 42.

Only beginnings of codes that our table holds: checkups, pregnancy, newborns, body mass and the like.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import patient_age
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis

edit = Edit(
    "DX009",
    severity=Severity.WARNING,
    box="21, 3",
    element="2300 HI",
    fix="Check birth date and code (for example Z00.129 is child, Z00.00 adult).",
    prevents=(
        "CARC 9",
        "277CA A8/255 with 158",
    ),
    source="MCE age edits",
    when=When(diagnosis_on=lambda codesets, code, on: codesets.small.limits(code)),
)


@edit.check
def dx_not_of_age(claim: Claim, given: Given) -> Iterator[Finding]:
    age = patient_age(claim)
    if age is None:
        return
    for index, code in enumerate(claim.diagnoses):
        limits = given.codesets.small.limits(code)
        if limits and not limits.youngest <= age <= limits.oldest:
            message = f"{code} is for {limits.youngest} to {limits.oldest} years; the patient is {age}"
            yield edit.finding(on_diagnosis(claim, index), message)
