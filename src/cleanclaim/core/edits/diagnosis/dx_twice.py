"""Same diagnosis twice.

**Why it matters**: the second says nothing, takes one of twelve places, and some front ends reject it.
**Rejected**: ``I10`` and ``I10``.
**Clean**: ``I10`` and ``E11.9``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis

edit = Edit(
    "DX013",
    severity=Severity.ERROR,
    box="21",
    element="2300 HI",
    fix="Remove the repeat; pointers are renumbered.",
    prevents=("277CA A8/255",),
    source="ICD-10-CM Guidelines I.B.12",
    when=When(claim=lambda claim: len(set(claim.diagnoses)) < len(claim.diagnoses)),
)


@edit.check
def dx_twice(claim: Claim, given: Given) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, code in enumerate(claim.diagnoses):
        if code in first:
            yield edit.finding(on_diagnosis(claim, index), f"{code} already stands at position {first[code] + 1}")
        first.setdefault(code, index)
