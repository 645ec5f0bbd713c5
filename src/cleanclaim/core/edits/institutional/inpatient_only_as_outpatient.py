"""Inpatient-only procedure on an outpatient claim.

**Why it matters**: Medicare pays these procedures only within a stay; on an outpatient claim nothing of the day may
be paid.
**Rejected**: ``44140`` on ``0131``.
**Clean**: the same on ``0111``; with CA, when the patient died before the admission.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.institutional.bills import facility, opps_statuses
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "UB021",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="44",
    element="2400 SV202-2",
    fix="Check admission order; bill 11x if valid, else it is not payable.",
    prevents=("IOCE edit 18 (line or claim denied)",),
    source="OPPS Addendum E",
)


@edit.check
def inpatient_only_as_outpatient(claim: Claim, given: Given) -> Iterator[Finding]:
    if not (is_medicare(claim) and facility(claim) == "13"):
        return
    statuses, missing = opps_statuses(claim, given)
    found = [index for index, status in statuses.items() if status == "C" and "CA" not in claim.lines[index].modifiers]
    for index in found:
        message = f"Medicare pays {claim.lines[index].procedure} only within a stay"
        yield edit.finding(on_line(claim, index, "procedure"), message)
    if missing and not found:
        raise missing
