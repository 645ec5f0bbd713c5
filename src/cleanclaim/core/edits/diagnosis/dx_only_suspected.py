"""Suspected condition coded as certain in outpatient.

**Why it matters**: outpatients are coded by what is known; a condition that was only looked for stays with the
patient for years and fails an audit.
**Rejected**: ``J18.9`` where the note says "rule out pneumonia".
**Clean**: ``R05.9``, the cough.
"""

import re
from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis

_WORDS = r"rule[sd]? out|r/o|probabl[ey]|suspect(?:ed|s)?|suspicious for|likely|possibl[ey]"
_DOUBT = re.compile(rf"\b(?:{_WORDS})\b([^.;,\n]{{0,60}})")
_COMMON = frozenset({"unspecified", "other", "acute", "chronic", "disease", "disorder", "right", "encounter"})
_LONG = 5  # letters of a word that names a condition

edit = Edit(
    "DX018",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="21",
    element="2300 HI",
    fix="Code the symptom.",
    prevents=(
        "audit",
        "CARC 11",
    ),
    source="ICD-10-CM Guidelines IV.H",
    when=When(facts=("visit.note",)),
    needs="visit",
)


@edit.check
def dx_only_suspected(claim: Claim, given: Given) -> Iterator[Finding]:
    if not claim.diagnoses:
        return
    note = given.visit.note.lower()
    doubts = [(found[0].strip(), set(re.findall(r"\w+", found[1]))) for found in _DOUBT.finditer(note)]
    for index, code in enumerate(claim.diagnoses):
        names = {word for word in re.findall(r"\w+", given.codesets.icd10cm.words(code).lower()) if len(word) >= _LONG}
        for text, words in doubts:
            if words & (names - _COMMON):
                yield edit.finding(on_diagnosis(claim, index), f'the note says "{text}"; {code} is not certain')
                break
