"""Occurrence code with an impossible date.

**Why it matters**: the dates of occurrences start and stop whole rules: liability, notice, coverage.
**Rejected**: an accident (``01``) after the first day of service; any date to come; GA with no ``32``.
**Clean**: an accident before the service; ``32`` on the day the notice was signed.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.institutional.bills import whole_of
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "UB015",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="31-34",
    element="2300 HI BH",
    fix="Correct date or code.",
    prevents=(
        "277CA A7/719",
        "277CA A7/720",
        "CARC 16 + M45",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def occurrence_date_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    codes = whole_of(claim).occurrence_codes
    noticed = is_medicare(claim) and any("GA" in line.modifiers for line in claim.lines)
    if noticed and not any(code == "32" for code, _ in codes):
        place = on_claim(claim, "institutional.occurrence_codes")
        yield edit.finding(place, "GA without occurrence code 32, the day of the notice")
    table = given.codesets.occurrence_codes
    for code, day in codes:
        fault = _fault(code, day, claim, given)
        if fault:
            place = on_claim(claim, "institutional.occurrence_codes", f"occurrence code {code}")
            yield edit.finding(place, fault)
    unknown = next((code for code, _ in codes if len(code) == 2 and not table.knows(code)), "")
    if unknown:
        raise CodeSetMissing(f"{table.title} does not hold {unknown}")


def _fault(code: str, day: date, claim: Claim, given: Given) -> str:
    """What is wrong with the day of a code; empty when nothing is."""
    table, first = given.codesets.occurrence_codes, claim.service_from
    if len(code) != 2 or not code.isalnum():
        return f"{code} is not an occurrence code"
    if day > given.as_of and not table.flagged(code, "future"):
        return f"{day} of occurrence code {code} is still to come"
    is_before = table.flagged(code, "accident") or table.flagged(code, "notice")
    if is_before and first and day > first:
        return f"{day} of occurrence code {code} is after the first day of service, {first}"
    return ""
