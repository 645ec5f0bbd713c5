"""Transitional care dates not met.

**Why it matters**: the care after a discharge is paid when somebody called within two business days and the visit
came within 7 days (``99496``) or 14 (``99495``).
**Rejected**: ``99496`` with a visit ten days after the discharge.
**Clean**: ``99495`` for it.

Two attempts within the two business days are as good as a contact: the record then has the day of the second.
Holidays are not known and not counted.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import lines_from, on_line

_VISIT_WITHIN = {"99495": 14, "99496": 7}
_CONTACT_WITHIN = 2  # business days
_LONGEST_SPAN = 4
_SATURDAY = 5

edit = Edit(
    "LIN036",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Use 99495 or an office visit if the window was missed.",
    prevents=(
        "CARC B15",
        "CARC 151",
    ),
    source="MLN transitional care management",
    since=date(2013, 1, 1),
    when=When(procedures=frozenset({"99495", "99496"})),
    needs="visit",
)


@edit.check
def transition_dates(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in lines_from(claim, *_VISIT_WITHIN):
        visit, days = given.visit_with("discharged_on"), _VISIT_WITHIN[line.procedure]
        place = on_line(claim, index, "procedure")
        out = visit.discharged_on
        if out is None:
            yield edit.finding(place, f"{line.procedure} needs the day of discharge, which is not written down")
            continue
        if visit.seen_on and (visit.seen_on - out).days > days:
            message = f"{line.procedure} needs a visit within {days} days of {out}; it was on {visit.seen_on}"
            yield edit.finding(place, message)
        if visit.contacted_on is None or _is_late(out, visit.contacted_on):
            called = visit.contacted_on or "never"
            yield edit.finding(place, f"{line.procedure} needs contact in 2 business days of {out}; it was {called}")


def _is_late(discharged: date, contacted: date) -> bool:
    """Whether more than two business days lie between; they never span more than four days."""
    days = (contacted - discharged).days
    if days > _LONGEST_SPAN:
        return True
    return sum((discharged.weekday() + day) % 7 < _SATURDAY for day in range(1, days + 1)) > _CONTACT_WITHIN
