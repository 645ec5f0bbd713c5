"""Manifestation code first or alone.

**Why it matters**: what a disease does to the body follows the disease.
**Rejected**: ``G63`` first.
**Clean**: ``E53.8``, then ``G63``.

Known by its description, "in diseases classified elsewhere". That the cause before it is one the tabular list allows
is not judged.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis


def _is_manifestation(codesets: CodeSets, code: str, on: date) -> bool:
    return "in diseases classified elsewhere" in codesets.icd10cm.words(code).lower()


edit = Edit(
    "DX007",
    severity=Severity.ERROR,
    box="21",
    element="2300 HI ABK",
    fix="Sequence the etiology code first.",
    prevents=(
        "277CA A8/254",
        "CARC 16 + MA63",
    ),
    source="ICD-10-CM Guidelines I.A.13; MCE",
    when=When(diagnosis_on=_is_manifestation),
)


@edit.check
def dx_manifestation_first(claim: Claim, given: Given) -> Iterator[Finding]:
    code = claim.diagnoses[0] if claim.diagnoses else ""
    if code and "in diseases classified elsewhere" in given.codesets.icd10cm.words(code).lower():
        yield edit.finding(on_diagnosis(claim, 0), f"{code} is a manifestation; its cause must come first")
