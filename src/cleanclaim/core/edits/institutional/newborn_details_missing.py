"""Newborn source or weight missing.

**Why it matters**: a newborn's stay is grouped by weight, and its source says where it was born.
**Rejected**: admission type 4 with source 1; no value code 54.
**Clean**: source 5 or 6, and the weight in grams.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import value_of, whole_of
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "UB026",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="14, 15, 39-41",
    element="2300 CL101, CL102, HI BE 54",
    fix="Add.",
    prevents=(
        "277CA A7/229",
        "CARC 240",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def newborn_details_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    whole = whole_of(claim)
    if whole.admission_type != "4":
        return
    if whole.admission_source not in ("5", "6"):
        place = on_claim(claim, "institutional.admission_source", "admission")
        yield edit.finding(place, f"source {whole.admission_source or '(none)'} of a newborn is neither 5 nor 6")
    if not value_of(claim, "54"):
        place = on_claim(claim, "institutional.value_codes")
        yield edit.finding(place, "the newborn's weight (value code 54) is missing")
