"""First-listed-only Z code placed later.

**Why it matters**: a visit for a checkup, a plan of chemotherapy or a normal pregnancy is that before all else.
**Rejected**: ``C50.911``, then ``Z51.11``.
**Clean**: ``Z51.11``, then ``C50.911``.

Two such codes together are a combined visit, which the guideline allows.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis

_FIRST_ONLY = ("Z00", "Z01", "Z02", "Z04", "Z34", "Z51.0", "Z51.11")

edit = Edit(
    "DX017",
    severity=Severity.WARNING,
    box="21",
    element="2300 HI",
    fix="Move it to first place.",
    prevents=(
        "CARC 11",
        "CARC 16 + MA63",
    ),
    source="ICD-10-CM Guidelines I.C.21.c.16",
    when=When(diagnoses=lambda code: code.startswith(_FIRST_ONLY)),
)


@edit.check
def dx_must_be_first(claim: Claim, given: Given) -> Iterator[Finding]:
    if not claim.diagnoses or claim.diagnoses[0].startswith(_FIRST_ONLY):
        return
    for index, code in enumerate(claim.diagnoses):
        if code.startswith(_FIRST_ONLY):
            yield edit.finding(on_diagnosis(claim, index), f"{code} must be the first diagnosis")
