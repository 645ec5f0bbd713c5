"""Secondary-only Z or status code first.

**Why it matters**: a code that only adds to another tells the payer no reason for the visit.
**Rejected**: ``Z68.41`` (a body mass) first.
**Clean**: ``E66.813``, then ``Z68.41``.

The list of every setting only. The inpatient list of unacceptable principal diagnoses holds ordinary office codes and
is never applied here.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis

_NEVER_FIRST = ("B95", "B96", "B97", "Z16", "Z3A", "Z37", "Z68", "R65.2")

edit = Edit(
    "DX016",
    severity=Severity.ERROR,
    box="21",
    element="2300 HI ABK",
    fix="List the condition treated first.",
    prevents=(
        "277CA A8/254",
        "CARC 16 + MA63",
        "CARC 11",
    ),
    source="ICD-10-CM Guidelines I.C.21.c",
    when=When(diagnoses=lambda code: code.startswith(_NEVER_FIRST)),
)


@edit.check
def dx_may_not_be_first(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.diagnoses and claim.diagnoses[0].startswith(_NEVER_FIRST):
        yield edit.finding(on_diagnosis(claim, 0), f"{claim.diagnoses[0]} may only follow another diagnosis")
