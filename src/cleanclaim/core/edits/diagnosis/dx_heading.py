"""Diagnosis not coded to the highest level.

**Why it matters**: a heading is not a diagnosis; the payer wants the most specific code there is.
**Rejected**: ``E11``.
**Clean**: ``E11.9``.

A heading that could once be billed is said to be not in force (DX002), and one that lacks only its seventh character
is DX004, so that one cause gives one finding.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.diagnosis.judging import Standing, standing_as, stands_as
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis

edit = Edit(
    "DX003",
    severity=Severity.ERROR,
    box="21",
    element="2300 HI",
    fix="Pick the specific child code.",
    prevents=(
        "277CA A7/772",
        "CARC 16 + M76",
        "CARC 146",
    ),
    source="ICD-10-CM Guidelines I.B.2",
    since=date(2015, 10, 1),
    when=When(diagnosis_on=stands_as(Standing.HEADING)),
)


@edit.check
def dx_heading(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, code, _ in standing_as(Standing.HEADING, claim, given):
        yield edit.finding(on_diagnosis(claim, index), f"{code} is only a heading; more characters are needed")
