"""Timely filing deadline passed or near.

**Why it matters**: after the limit nothing is owed, by anyone.
**Rejected**: a Medicare claim more than a calendar year after the service; one past the days the payer is set up
with.
**Clean**: a claim inside the limit; in its last fifth a warning.

Without a limit in the payer's rules only Medicare's is known. Judged for first claims only (original, primary).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "DATE004",
    severity=Severity.ERROR,
    box="24A",
    element="2400 DTP*472",
    fix=(
        "Send now. If late: delay reason (CLM20) with proof of earlier acceptance, else write "
        "off; an in-network patient is not billed."
    ),
    prevents=(
        "CARC 29",
        "277CA A3/718",
    ),
    source="42 CFR 424.44; payer contract",
)


@edit.check
def filing_limit(claim: Claim, given: Given) -> Iterator[Finding]:
    day = claim.service_to if claim.kind == "837I" else claim.service_from
    if day is None or claim.frequency != "1" or claim.sequence != "P" or day.year > 9000:
        return
    limit = _next_year(day) if is_medicare(claim) else _after(day, given.payer.filing_days)
    if limit is None:
        return
    left = (limit - given.as_of).days
    if left < 0:
        yield edit.finding(on_claim(claim, "lines"), f"the filing limit for {day} was {limit}, {-left} days ago")
    elif left * 5 < (limit - day).days:
        message = f"the filing limit for {day} is {limit}: {left} days left"
        yield edit.finding(on_claim(claim, "lines"), message, severity=Severity.WARNING)


@lru_cache(maxsize=2_000)
def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)


@lru_cache(maxsize=20_000)
def _after(day: date, days: int | None) -> date | None:
    return None if days is None else day + timedelta(days=min(days, 36_500))
