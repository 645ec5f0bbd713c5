"""Condition code not valid or contradictory.

**Why it matters**: a condition code turns whole rules on and off; one that contradicts the type of bill stops the
claim.
**Rejected**: ``44`` on a stay; ``D1`` on an original bill; ``51`` on a stay; a code of one character.
**Clean**: ``44`` on an outpatient bill; ``D1`` on an adjustment.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import facility, is_inpatient, whole_of
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "UB013",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="18-28",
    element="2300 HI BG",
    fix="Check the NUBC meaning and bill type.",
    prevents=(
        "277CA A7/460",
        "CARC 16 + M44",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def condition_code_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    whole = whole_of(claim)
    if not whole.condition_codes:
        return
    table, bill = given.codesets.condition_codes, facility(claim)
    unknown = ""
    for code in whole.condition_codes:
        place = on_claim(claim, "institutional.condition_codes", f"condition code {code}")
        if len(code) != 2 or not code.isalnum():
            yield edit.finding(place, f"{code} is not a condition code")
        elif table.flagged(code, "outpatient") and bill not in ("13", "85"):
            yield edit.finding(place, f"{code} is for outpatient bills of a hospital, not {bill}x")
        elif table.flagged(code, "unrelated") and is_inpatient(claim):
            yield edit.finding(place, f"{code} is for outpatient services before a stay, not for the stay")
        elif table.flagged(code, "change") and claim.frequency not in ("7", "8"):
            yield edit.finding(place, f"{code} is for adjustments and voids, and the bill is neither")
        elif not table.knows(code):
            unknown = code
    if unknown:
        raise CodeSetMissing(f"{table.title} does not hold {unknown}")
