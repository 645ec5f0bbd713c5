"""Seventh character missing or misplaced.

**Why it matters**: the seventh character tells a first visit from a later one and from a late effect; without it the
code is no code.
**Rejected**: ``S93.401``.
**Clean**: ``S93.401A``; ``T78.40XA``, with X in the empty places.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.diagnosis.judging import Standing, seventh_characters, standing_as, stands_as
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis

edit = Edit(
    "DX004",
    severity=Severity.ERROR,
    box="21",
    element="2300 HI",
    fix="Add A, D or S (fractures have more) after placeholders.",
    prevents=(
        "277CA A7/255",
        "CARC 146",
    ),
    source="ICD-10-CM Guidelines I.A.4-5",
    since=date(2015, 10, 1),
    when=When(diagnosis_on=stands_as(Standing.LACKS_SEVENTH)),
)


@edit.check
def dx_seventh_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, code, on in standing_as(Standing.LACKS_SEVENTH, claim, given):
        allowed = seventh_characters(given.codesets.icd10cm, code, on)
        message = f"{code} needs a 7th character ({', '.join(allowed)})"
        yield edit.finding(on_diagnosis(claim, index), message)
