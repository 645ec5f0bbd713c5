"""Admission details missing.

**Why it matters**: a stay is priced and reviewed by when, how and why it began.
**Rejected**: a hospital stay without the hour of admission, its type, its source or the admitting diagnosis.
**Clean**: all four; a skilled nursing stay (21x) needs no hour.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import facility, is_inpatient, whole_of
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "UB003",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="12-15, 69",
    element="2300 DTP*435, CL1, HI ABJ",
    fix="Take from the admission record.",
    prevents=(
        "277CA A6/189",
        "277CA A6/231",
        "277CA A6/229",
        "277CA A6/232",
        "CARC 16 + MA40/MA41/MA42/MA65",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def admission_details_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not is_inpatient(claim):
        return
    whole = whole_of(claim)
    wanted = {
        "admission_type": (whole.admission_type, "type of admission"),
        "admission_source": (whole.admission_source, "source of admission"),
        "admitting_diagnosis": (whole.admitting_diagnosis, "admitting diagnosis"),
    }
    digits_of_admission = 8 if facility(claim) == "21" else 12
    if len(whole.admission) < digits_of_admission:
        word = "hour of admission" if whole.admission else "admission date"
        yield edit.finding(on_claim(claim, "institutional.admission", "admission"), f"the {word} is missing")
    for name, (value, word) in wanted.items():
        if not value:
            place = on_claim(claim, f"institutional.{name}", "admission")
            yield edit.finding(place, f"the {word} is missing")
