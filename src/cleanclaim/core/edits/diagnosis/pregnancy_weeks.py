"""Pregnancy chapter code with the incidental state code, or weeks missing.

**Why it matters**: payers of a pregnancy look for its weeks, and the code for "pregnant by the way" contradicts a
pregnancy code.
**Rejected**: ``O24.410`` with ``Z33.1``.
**Clean**: ``O24.410`` with ``Z3A.28``.
"""

import re
from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis

_WITH_WEEKS = re.compile(r"O(09|[1-5]\d|60|8[0-2]|9[4-9A])")

edit = Edit(
    "DX021",
    severity=Severity.WARNING,
    box="21",
    element="2300 HI",
    fix="Add Z3A.xx.",
    prevents=("CARC 16 + M76",),
    source="ICD-10-CM Guidelines I.C.15, I.C.21",
    when=When(diagnoses=lambda code: bool(_WITH_WEEKS.match(code))),
)


@edit.check
def pregnancy_weeks(claim: Claim, given: Given) -> Iterator[Finding]:
    words = given.codesets.icd10cm.words
    pregnancy = [
        index
        for index, code in enumerate(claim.diagnoses)
        if _WITH_WEEKS.match(code)
        and not code.startswith("O94")
        and not re.search("puerperium|postpartum", words(code), re.IGNORECASE)
    ]
    if not pregnancy:
        return
    code, place = claim.diagnoses[pregnancy[0]], on_diagnosis(claim, pregnancy[0])
    if "Z33.1" in claim.diagnoses:
        yield edit.finding(place, f"{code} and Z33.1 (pregnant by the way) contradict each other")
    if not any(other.startswith("Z3A") for other in claim.diagnoses):
        yield edit.finding(place, f"{code} needs the week of pregnancy (Z3A)")
