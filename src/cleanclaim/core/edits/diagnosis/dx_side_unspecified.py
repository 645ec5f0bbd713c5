"""Unspecified side when a side exists.

**Why it matters**: payers pend or deny an unsided code where the clinician surely saw a side.
**Rejected**: ``M25.569``, pain in unspecified knee.
**Clean**: ``M25.561``, pain in right knee.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import Icd10cm
from cleanclaim.core.edits.diagnosis.judging import judged_on
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis


@lru_cache(maxsize=20_000)
def _is_unsided(icd10cm: Icd10cm, code: str, on: date) -> bool:
    words = icd10cm.words(code)
    if not icd10cm.has(code, on=on):
        return False
    siblings = {child.words for child in icd10cm.children(code.replace(".", "")[:5], on=on)}
    return any(sided in siblings for sided in _sided(words))


edit = Edit(
    "DX011",
    severity=Severity.WARNING,
    box="21",
    element="2300 HI",
    fix="Ask the clinician; choose right, left or bilateral.",
    prevents=(
        "CARC 16 + M76",
        "CARC 11",
        "CARC 167",
    ),
    source="ICD-10-CM Guidelines I.B.13, I.B.18",
    when=When(diagnosis_on=lambda codesets, code, on: _is_unsided(codesets.icd10cm, code, on)),
)


@edit.check
def dx_side_unspecified(claim: Claim, given: Given) -> Iterator[Finding]:
    on = judged_on(claim)
    for index, code in enumerate(claim.diagnoses):
        if on and _is_unsided(given.codesets.icd10cm, code, on):
            yield edit.finding(on_diagnosis(claim, index), f"{code} does not say left or right")


def _sided(words: str) -> Iterator[str]:
    """The description with each "unspecified" in turn made "right"."""
    parts = words.split("unspecified")
    for cut in range(1, len(parts)):
        yield "unspecified".join(parts[:cut]) + "right" + "unspecified".join(parts[cut:])
