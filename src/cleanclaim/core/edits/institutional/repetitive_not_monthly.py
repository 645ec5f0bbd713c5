"""Repetitive outpatient services not billed by the month.

**Why it matters**: Medicare takes one bill a month for therapy, dialysis and the like; a second one is a duplicate to
it.
**Rejected**: two bills with physical therapy (``0420``) in one month.
**Clean**: one for the month.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.institutional.bills import facility
from cleanclaim.core.edits.known import PastService
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "UB028",
    severity=Severity.WARNING,
    kinds=frozenset({"837I"}),
    box="42",
    element="2300 DTP*434",
    fix="Combine by month.",
    prevents=(
        "RTP",
        "CARC 18",
    ),
    source="Pub 100-04 ch.1 §50.2.2",
)


@edit.check
def repetitive_not_monthly(claim: Claim, given: Given) -> Iterator[Finding]:
    bill = facility(claim)
    if bill not in ("13", "72", "85") or not is_medicare(claim):
        return
    codes = given.codesets.revenue_codes
    for index, line in enumerate(claim.lines):
        on, code = line.service_from, line.revenue_code
        if on is None or not (_is_dialysis(code) if bill == "72" else codes.flagged(code, "monthly")):
            continue
        past = next((past for past in given.history if _is_of_month(past, claim, code, on)), None)
        if past:
            message = f"revenue code {code} is on claim {past.claim} of the same month as well"
            yield edit.finding(on_line(claim, index, "revenue_code"), message)
            return


def _is_dialysis(code: str) -> bool:
    return len(code) == 4 and "082" <= code[:3] <= "085"


def _is_of_month(past: PastService, claim: Claim, code: str, on: date) -> bool:
    return (
        past.revenue_code == code
        and past.billing_npi == claim.billing.npi
        and (past.service_from.year, past.service_from.month) == (on.year, on.month)
    )
