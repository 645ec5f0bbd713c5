"""Diagnosis not valid on the service date.

**Why it matters**: a code is good only between two dates; HIPAA gives no grace, and the claim costs a second touch.
**Rejected**: ``M54.5`` on 2021-10-01, the day M54.50, M54.51 and M54.59 replaced it.
**Clean**: ``M54.50`` on 2021-10-01.

An inpatient stay is judged by its last day.
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
    "DX002",
    severity=Severity.ERROR,
    box="21",
    element="2300 HI",
    fix="Pick a code valid on that date; the list offers successors.",
    prevents=(
        "277CA A7/255",
        "CARC 146 + M76",
    ),
    source="ICD-10-CM annual files; 45 CFR 162.1002",
    since=date(2015, 10, 1),
    when=When(diagnosis_on=stands_as(Standing.NOT_IN_FORCE)),
)


@edit.check
def dx_not_in_force(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, code, on in standing_as(Standing.NOT_IN_FORCE, claim, given):
        yield edit.finding(on_diagnosis(claim, index), f"{code} is not in force on {on}")
