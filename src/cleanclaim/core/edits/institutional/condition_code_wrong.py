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
from cleanclaim.core.edits.institutional.bills import facility, is_inpatient, is_outpatient, whole_of
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
    codes = whole_of(claim).condition_codes
    if not codes:
        return
    table = given.codesets.condition_codes
    for code in codes:
        fault = _fault(code, claim, given)
        if fault:
            place = on_claim(claim, "institutional.condition_codes", f"condition code {code}")
            yield edit.finding(place, fault)
    unknown = next((code for code in codes if len(code) == 2 and not table.knows(code)), "")
    if unknown:
        raise CodeSetMissing(f"{table.title} does not hold {unknown}")


def _fault(code: str, claim: Claim, given: Given) -> str:
    """Why the code does not go with the bill; empty when it does."""
    table = given.codesets.condition_codes
    if len(code) != 2 or not code.isalnum():
        return f"{code} is not a condition code"
    if table.flagged(code, "outpatient") and not is_outpatient(claim):
        return f"{code} is for outpatient bills of a hospital, not {facility(claim)}x"
    if table.flagged(code, "unrelated") and is_inpatient(claim):
        return f"{code} is for outpatient services before a stay, not for the stay"
    if table.flagged(code, "change") and claim.frequency not in ("7", "8"):
        return f"{code} is for adjustments and voids, and the bill is neither"
    return ""
