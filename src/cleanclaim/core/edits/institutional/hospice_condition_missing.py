"""Hospice patient without condition code 07.

**Why it matters**: from the day of the election Medicare pays the hospice; another bill is paid only for another
illness, which 07 says.
**Rejected**: an outpatient bill after the election without ``07``.
**Clean**: ``07``; a bill of the hospice itself.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.institutional.bills import facility, whole_of
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "MCR007",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="18-28",
    element="2300 HI BG",
    fix="Add 07 when the care is unrelated; else bill the hospice.",
    prevents=(
        "CARC B9",
        "RTP",
    ),
    source="Pub 100-04 ch.11 §30.3, §50; NUBC condition code 07",
)


@edit.check
def hospice_condition_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not is_medicare(claim) or facility(claim) in ("81", "82") or "07" in whole_of(claim).condition_codes:
        return
    since, last = given.coverage.hospice_from, claim.service_to
    if since and last and last >= since:
        message = f"the patient chose hospice from {since}; condition code 07 is missing"
        yield edit.finding(on_claim(claim, "institutional.condition_codes"), message)
