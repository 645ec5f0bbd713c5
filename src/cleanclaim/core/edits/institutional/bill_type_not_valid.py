"""Type of bill not valid.

**Why it matters**: the type of bill decides how everything else is read; one that does not exist is refused at the
door.
**Rejected**: ``0199``; facility kind B, which is for professional claims.
**Clean**: ``0131``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import whole_of
from cleanclaim.core.edits.where import on_claim

_FREQUENCIES = frozenset("0123456789ABCDEFGHIJKMOPQXYZ")

edit = Edit(
    "UB001",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="4",
    element="2300 CLM05",
    fix="Choose by facility and frequency.",
    prevents=(
        "277CA A7/228",
        "CARC 16 + MA30",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def bill_type_not_valid(claim: Claim, given: Given) -> Iterator[Finding]:
    bill, on = whole_of(claim).type_of_bill, claim.service_from
    if on is None:
        return
    table = given.codesets.bill_types
    table.require(on)
    if len(bill) != 3 or bill[2] not in _FREQUENCIES or not table.has(bill[:2], on=on):
        yield edit.finding(on_claim(claim, "institutional.type_of_bill"), f"type of bill 0{bill} does not exist")
    elif claim.facility_code_kind not in (None, "A"):
        place = on_claim(claim, "institutional.type_of_bill")
        yield edit.finding(place, f"type of bill 0{bill} is sent with kind {claim.facility_code_kind}, not A")
