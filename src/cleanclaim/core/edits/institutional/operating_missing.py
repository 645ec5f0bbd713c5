"""Operating clinician missing with a surgery.

**Why it matters**: the payer wants to know who operated, and refuses a surgery that nobody did.
**Rejected**: a hip replacement (``0SRD0J9``) without the surgeon.
**Clean**: the surgeon's NPI; an infusion or a ventilator needs none.

Only procedures of surgery and obstetrics (ICD-10-PCS sections 0 and 1) are judged: transfusions, ventilation and
imaging are in the same list and have no surgeon. An outpatient line with follow-up days of its own is a warning, as
payers differ there.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import is_outpatient, whole_of
from cleanclaim.core.edits.where import on_claim

_SURGICAL = frozenset("01")  # sections of ICD-10-PCS: medical and surgical, obstetrics

edit = Edit(
    "UB006",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="77",
    element="2310B NM109",
    fix="Add the surgeon.",
    prevents=(
        "277CA A6/562/72",
        "CARC 16 + N262",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def operating_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    whole = whole_of(claim)
    if whole.operating is not None and whole.operating.npi:
        return
    surgery = next((code for code, _ in whole.procedures if code[:1] in _SURGICAL), "")
    if surgery:
        place = on_claim(claim, "institutional.operating", "operating")
        yield edit.finding(place, f"surgery {surgery} without the operating clinician")
        return
    if not is_outpatient(claim):
        return
    for line in claim.lines:
        on = line.service_from
        if on is None or not number_between(line.procedure, 10004, 69990):
            continue
        code = given.codesets.procedures.at(line.procedure, on=on)
        if code and code.global_days in (10, 90):
            place = on_claim(claim, "institutional.operating", "operating")
            message = f"surgery {line.procedure} without the operating clinician"
            yield edit.finding(place, message, severity=Severity.WARNING)
            return
