"""Patient's reason for the visit missing.

**Why it matters**: an unplanned visit is judged by what the patient came with, not by what was found.
**Rejected**: an emergency visit (``0450``, type 1) with no reason.
**Clean**: ``R07.9``, chest pain; a planned visit needs none.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import is_outpatient, whole_of
from cleanclaim.core.edits.where import on_claim

_UNPLANNED = frozenset({"0516", "0526", "0762"})

edit = Edit(
    "UB019",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="70",
    element="2300 HI APR",
    fix="Code the complaint.",
    prevents=("277CA A6/673",),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def reason_for_visit_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    whole = whole_of(claim)
    if whole.reasons_for_visit or whole.admission_type not in ("1", "2", "5") or not is_outpatient(claim):
        return
    for line in claim.lines:
        if line.revenue_code[:3] == "045" or line.revenue_code in _UNPLANNED:
            message = f"revenue code {line.revenue_code} of an unplanned visit without the patient's reason"
            yield edit.finding(on_claim(claim, "institutional.reasons_for_visit", "reason for visit"), message)
            return
