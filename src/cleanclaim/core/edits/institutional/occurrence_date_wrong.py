"""Occurrence code with an impossible date.

**Why it matters**: the dates of occurrences start and stop whole rules: liability, notice, coverage.
**Rejected**: an accident (``01``) after the first day of service; any date to come; GA with no ``32``.
**Clean**: an accident before the service; ``32`` on the day the notice was signed.
"""

from collections.abc import Iterator

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
    table, first, unknown = given.codesets.occurrence_codes, claim.service_from, ""
    for code, day in codes:
        place = on_claim(claim, "institutional.occurrence_codes", f"occurrence code {code}")
        if len(code) != 2 or not code.isalnum():
            yield edit.finding(place, f"{code} is not an occurrence code")
        elif day > given.as_of and not table.flagged(code, "future"):
            yield edit.finding(place, f"{day} of occurrence code {code} is still to come")
        elif first and day > first and (table.flagged(code, "accident") or table.flagged(code, "notice")):
            yield edit.finding(place, f"{day} of occurrence code {code} is after the first day of service, {first}")
        elif not table.knows(code):
            unknown = code
    if unknown:
        raise CodeSetMissing(f"{table.title} does not hold {unknown}")
