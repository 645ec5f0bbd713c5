"""Discharge status does not fit frequency.

**Why it matters**: status 30 says that the patient is still there; a bill that ends the stay cannot say so, and one
that goes on must.
**Rejected**: a whole stay (0111) with status 30; an interim bill (0112) with status 01; a final bill without the
hour.
**Clean**: status 30 on 0112 and 0113; the real status and the hour on 0111 and 0114.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import facility, is_inpatient, whole_of
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "UB004",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="16, 17",
    element="2300 CL103, DTP*096",
    fix="Final bill: real status; interim: 30.",
    prevents=(
        "277CA A8/234 with 535",
        "CARC 16 + MA43",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def discharge_not_of_frequency(claim: Claim, given: Given) -> Iterator[Finding]:
    if not is_inpatient(claim):
        return
    whole, frequency = whole_of(claim), claim.frequency
    goes_on, ends = frequency in ("2", "3"), frequency in ("1", "4")
    if (goes_on and whole.patient_status != "30") or (ends and whole.patient_status in ("", "30")):
        place = on_claim(claim, "institutional.patient_status", "discharge")
        yield edit.finding(place, f"status {whole.patient_status or '(none)'} does not go with frequency {frequency}")
    elif ends and not whole.discharge_hour and facility(claim) != "21":
        place = on_claim(claim, "institutional.discharge_hour", "discharge")
        yield edit.finding(place, "the hour of discharge is missing")
