"""Two diagnoses that exclude each other.

**Why it matters**: an Excludes1 note says that two conditions cannot be coded for one patient at a time; payers deny.
**Rejected**: ``E10.9`` with ``E11.9``: one kind of diabetes or the other.
**Clean**: ``E11.9`` with ``I10``.

By the notes of the fiscal year of the visit, where its tabular list is loaded. Notes of whole chapters, and notes that
name no code, are not judged.
"""

from collections.abc import Iterator
from itertools import combinations

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.diagnosis.judging import judged_on
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis

edit = Edit(
    "DX008",
    severity=Severity.WARNING,
    box="21",
    element="2300 HI",
    fix="Keep the one the note supports; keep both only when unrelated and documented.",
    prevents=(
        "CARC 16 + M76",
        "CARC 11",
    ),
    source="ICD-10-CM Guidelines I.A.12.a",
    when=When(pointers=lambda count, lines: count > 1),
)


@edit.check
def dx_exclude_each_other(claim: Claim, given: Given) -> Iterator[Finding]:
    on = judged_on(claim)
    if on is None:
        return
    exclude_each_other = given.codesets.icd10cm.exclusions(on=on)
    for (first, code), (second, other) in combinations(enumerate(claim.diagnoses), 2):
        if code != other and exclude_each_other(code, other):
            message = f"{code} (position {first + 1}) and {other} (position {second + 1}) exclude each other"
            yield edit.finding(on_diagnosis(claim, second), message)
