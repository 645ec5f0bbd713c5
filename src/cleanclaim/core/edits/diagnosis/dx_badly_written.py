"""Diagnosis with blanks, or its point in the wrong place.

**Why it matters**: codes leave without their point; one that is not in the usual form arrives as another code or
none.
**Rejected**: ``E1.19``; ``E11 .9``.
**Clean**: ``E11.9``. The point itself is taken out of every code that is sent.
"""

from collections.abc import Iterator
from functools import lru_cache

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis


@lru_cache(maxsize=20_000)
def _is_well_written(code: str) -> bool:
    plain = code.replace(".", "")
    usual = f"{plain[:3]}.{plain[3:]}" if len(plain) > 3 else plain
    return code in (usual, plain) and plain.isalnum()


edit = Edit(
    "DX005",
    severity=Severity.ERROR,
    box="21",
    element="2300 HI",
    fix="Write the code with its point after the third character; it is sent without.",
    prevents=(
        "277CA A7/255",
        "999 IK4 code 7",
    ),
    source="TR3 HI notes",
    when=When(diagnoses=lambda code: not _is_well_written(code)),
)


@edit.check
def dx_badly_written(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, code in enumerate(claim.diagnoses):
        if not _is_well_written(code):
            yield edit.finding(on_diagnosis(claim, index), f"{code!r} is not written as a code is")
