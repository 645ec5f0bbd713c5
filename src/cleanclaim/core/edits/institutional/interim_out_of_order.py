"""Interim bill out of order.

**Why it matters**: a stay billed in parts is paid in order; the middle without the beginning is denied.
**Rejected**: ``0113`` with nothing sent before.
**Clean**: ``0112``, then ``0113``, then ``0114``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import facility
from cleanclaim.core.edits.where import on_claim

_CONTINUE = frozenset({"3", "4"})

edit = Edit(
    "UB024",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="4",
    element="2300 CLM05-3",
    fix="Send in order 2, 3, 4.",
    prevents=("CARC 135",),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def interim_out_of_order(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.frequency not in _CONTINUE or claim.institutional is None:
        return
    bill = facility(claim)
    before = {past.type_of_bill[2:] for past in given.history if past.type_of_bill[:2] == bill}
    if not before & {"2", "3"}:
        message = f"interim bill 0{bill}{claim.frequency} without the one before"
        yield edit.finding(on_claim(claim, "frequency"), message)
