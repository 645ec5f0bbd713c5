"""Principal procedure without date, outside the stay or on an outpatient claim.

**Why it matters**: hospital procedures (ICD-10-PCS) group a stay; on an outpatient claim or outside the stay they
mean nothing.
**Rejected**: ``0SRD0J9`` on ``0131``; with no date; dated a week before the admission.
**Clean**: ``0SRD0J9`` on ``0111``, dated in the stay or up to three days before.
"""

import re
from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim, Institutional
from cleanclaim.core.edits.coding import is_digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import facility, whole_of
from cleanclaim.core.edits.where import on_claim

_PCS = re.compile(r"[0-9A-HJ-NP-Z]{7}", re.ASCII)
_BEFORE = 3  # days

edit = Edit(
    "UB018",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="74",
    element="2300 HI BBR, BBQ",
    fix="ICD-10-PCS only on inpatient, dated in the stay.",
    prevents=(
        "277CA A7/465",
        "277CA A7/486",
        "CARC 16 + MA66",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def procedure_outside_stay(claim: Claim, given: Given) -> Iterator[Finding]:
    whole = whole_of(claim)
    if not whole.procedures:
        return
    bill = facility(claim)
    for index, (code, day) in enumerate(whole.procedures):
        place = on_claim(claim, f"institutional.procedures[{index}]", f"procedure {index + 1}")
        if bill not in ("11", "12", "18", "21", "41"):
            yield edit.finding(place, f"{code} is a procedure of a stay, and {bill}x is none")
        elif claim.diagnosis_version == "10" and not _PCS.fullmatch(code):
            yield edit.finding(place, f"{code} is not an ICD-10-PCS code")
        elif day is None:
            yield edit.finding(place, f"{code} has no date")
        elif not _is_in_stay(whole, day):
            yield edit.finding(place, f"{code} of {day} is outside the stay")


def _is_in_stay(whole: Institutional, day: date) -> bool:
    """From three days before admission to the end of the statement, as far as these are known."""
    admitted = whole.admission[:8]
    first = whole.statement_from
    if is_digits(admitted, 8):
        text = f"{admitted[:4]}-{admitted[4:6]}-{admitted[6:]}"
        first = date.fromisoformat(text) if _is_day(text) else first
    if first and (first - day).days > _BEFORE:
        return False
    return whole.statement_to is None or day <= whole.statement_to


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
