"""Outpatient services in the three days before an own stay.

**Why it matters**: Medicare's price of a stay holds the hospital's tests, and related care, of the three days before
it.
**Rejected**: an outpatient bill two days before the same hospital admits the patient.
**Clean**: condition code 51, when the care was not related; four days before.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.institutional.bills import facility, whole_of
from cleanclaim.core.edits.where import on_claim

_WINDOW = 3

edit = Edit(
    "UB023",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="18-28",
    element="2300 HI BG",
    fix="Move to the inpatient claim, or condition code 51 if unrelated therapeutic.",
    prevents=(
        "CARC 60",
        "CARC 97",
    ),
    source="Pub 100-04 ch.3 §40.3",
)


@edit.check
def outpatient_before_own_stay(claim: Claim, given: Given) -> Iterator[Finding]:
    last = claim.service_to
    if not is_medicare(claim) or facility(claim) != "13" or last is None or "51" in whole_of(claim).condition_codes:
        return
    for past in given.history:
        if past.type_of_bill[:2] != "11" or past.billing_npi != claim.billing.npi:
            continue
        days = (past.service_from - last).days
        if 0 <= days <= _WINDOW:
            message = f"outpatient services {days} days before the same hospital admitted on {past.service_from}"
            yield edit.finding(on_claim(claim, "institutional.condition_codes"), message)
            return
