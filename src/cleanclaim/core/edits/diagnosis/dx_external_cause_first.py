"""External cause code first.

**Why it matters**: how it happened is no reason for a visit; the injury is.
**Rejected**: ``W19.XXXA`` first.
**Clean**: ``S93.401A`` first, ``W19.XXXA`` after it.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis

edit = Edit(
    "DX006",
    severity=Severity.ERROR,
    box="21",
    element="2300 HI ABK",
    fix="Put the injury first; external cause after.",
    prevents=(
        "277CA A8/254",
        "CARC 16 + M76 or MA63",
    ),
    source="ICD-10-CM Guidelines I.C.20; MCE edit",
    when=When(diagnoses=lambda code: code[:1] in ("V", "W", "X", "Y")),
)


@edit.check
def dx_external_cause_first(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.diagnoses and claim.diagnoses[0][:1] in ("V", "W", "X", "Y"):
        code = claim.diagnoses[0]
        yield edit.finding(on_diagnosis(claim, 0), f"{code} is an external cause and cannot be first")
