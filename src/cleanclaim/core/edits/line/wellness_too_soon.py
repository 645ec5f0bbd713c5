"""Wellness visit too soon.

**Why it matters**: Medicare pays a wellness visit when eleven full months have passed after the month of the last
one.
**Rejected**: ``G0439`` on 2026-03-02 after one on 2025-04-20.
**Clean**: on 2026-04-01 or later.

``G0438`` is paid once in life, ``G0402`` in the first twelve months of Part B. The dates come from the payer's
answer.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import add_months
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.known import Coverage
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import lines_from, on_line

_MONTHS = 12
_LATER = ("G0438", "G0439")

edit = Edit(
    "LIN026",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Reschedule, or bill the problem visit only.",
    prevents=(
        "CARC 119 + N130",
        "CARC 149",
    ),
    source="42 CFR 410.15-410.16; 271 EB preventive dates",
    when=When(filing=MEDICARE, procedures=frozenset({"G0402", "G0438", "G0439"})),
    needs="coverage",
)


@edit.check
def wellness_too_soon(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in lines_from(claim, "G0402", *_LATER):
        if line.service_from is None:
            continue
        message = _problem(line.procedure, line.service_from, given.coverage)
        if message:
            yield edit.finding(on_line(claim, index, "procedure"), message)


def _problem(code: str, on: date, coverage: Coverage) -> str:
    last = {each: day for each, day in coverage.last_services.items() if day < on}
    if code == "G0402":
        begun = coverage.part_b_from
        return f"Part B began on {begun}; G0402 is for its first twelve months" if begun and _is_past(begun, on) else ""
    if code == "G0438" and "G0438" in last:
        return f"G0438 is paid once in life; it was on {last['G0438']}"
    days = [last[each] for each in _LATER if each in last]
    due = max(add_months(day, _MONTHS) for day in days) if days else None
    return f"the wellness visit is not due until {due} (last {max(days)})" if due and on < due else ""


def _is_past(begun: date, on: date) -> bool:
    """Whether twelve months have passed."""
    return (on.year - begun.year, on.month, on.day) >= (1, begun.month, begun.day)
