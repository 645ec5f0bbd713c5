"""Counseled vaccine administration above age 18.

**Why it matters**: the codes pay for counseling about a child's vaccine.
**Rejected**: ``90460`` at 19.
**Clean**: ``90460`` at 18; ``90471`` at 19.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import patient_age
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import lines_from, on_line

edit = Edit(
    "LIN038",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Use 90471/90472 (Medicare G0008-G0010).",
    prevents=(
        "CARC 6",
        "277CA A7/475",
    ),
    source="CPT immunisation administration",
    when=When(procedures=frozenset({"90460", "90461"})),
)


@edit.check
def counseling_above_18(claim: Claim, given: Given) -> Iterator[Finding]:
    age = patient_age(claim)
    for index, line in lines_from(claim, "90460", "90461"):
        if age is not None and age > 18:
            message = f"{line.procedure} is only through age 18; the patient is {age}"
            yield edit.finding(on_line(claim, index, "procedure"), message)
