"""Attending provider missing.

**Why it matters**: someone answers for the patient's care, and the payer wants to know who.
**Rejected**: no attending clinician.
**Clean**: the clinician's NPI; transport alone needs none.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "UB005",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="76",
    element="2310A NM109",
    fix="Add the individual responsible for the stay or visit.",
    prevents=(
        "277CA A6/562/71",
        "CARC 16 + N253",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def attending_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    transport = bool(claim.lines) and all(line.revenue_code.startswith("054") for line in claim.lines)
    attending = claim.institutional.attending if claim.institutional else None
    if transport or (attending and attending.npi):
        return
    fault = "has no NPI" if attending else "is missing"
    yield edit.finding(on_claim(claim, "institutional.attending", "attending"), f"attending clinician {fault}")
