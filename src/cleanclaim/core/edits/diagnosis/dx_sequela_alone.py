"""Sequela code without its present condition.

**Why it matters**: a late effect is the cause of a present trouble; the trouble is what was treated.
**Rejected**: ``S52.501S`` alone.
**Clean**: ``M25.531``, then ``S52.501S``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis


def _is_sequela(code: str) -> bool:
    return len(code) == 8 and code.endswith("S") and code[3] == "."


edit = Edit(
    "DX019",
    severity=Severity.WARNING,
    box="21",
    element="2300 HI",
    fix="Add the residual condition first.",
    prevents=("CARC 16 + M76",),
    source="ICD-10-CM Guidelines I.B.10",
    when=When(diagnoses=_is_sequela),
)


@edit.check
def dx_sequela_alone(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.diagnoses and _is_sequela(claim.diagnoses[0]):
        message = f"{claim.diagnoses[0]} is a late effect; the present problem comes first"
        yield edit.finding(on_diagnosis(claim, 0), message)
