"""Hospital dates missing.

**Why it matters**: the payer ties the visit to the stay by its day of admission.
**Rejected**: a visit at place 21 with no admission date.
**Clean**: the same with the date.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "DATE007",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="18",
    element="2300 DTP*435",
    fix="Add admission, and discharge when left.",
    prevents=(
        "277CA A6/189",
        "CARC 16 + MA40",
    ),
    source="TR3 2300 DTP 435; NUCC item 18",
    when=When(places=frozenset({"21"})),
)


@edit.check
def admission_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    inpatient = claim.place_of_service == "21" or any(line.place_of_service == "21" for line in claim.lines)
    if inpatient and claim.hospitalized_from is None:
        yield edit.finding(on_claim(claim, "hospitalized_from"), "hospital visit (place 21) without admission date")
