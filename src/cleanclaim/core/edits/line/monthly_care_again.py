"""Monthly care management billed twice or too early.

**Why it matters**: care management is paid once a month, when its minutes are reached; a second bill is denied.
**Rejected**: ``99490`` in a month that has one already; ``99490`` with 15 minutes.
**Clean**: once, with 20 minutes or more.

Devices (``99453``, ``99454``) go by 30 days instead of the month.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_MONTHLY = frozenset({"99424", "99426", "99457", "99487", "99490", "99491"})
_BASES = frozenset({"99487", "99490", "99491"})  # one of them a month
_EACH_30_DAYS = frozenset({"99454"})

edit = Edit(
    "LIN035",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Bill once, dated when the minutes were reached or at month end.",
    prevents=(
        "CARC 151 + N362",
        "CARC 119",
        "CARC 236",
    ),
    source="MLN chronic care management; MPFS",
    when=When(procedures=_MONTHLY | _EACH_30_DAYS),
)


@edit.check
def monthly_care_again(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        code, on = line.procedure, line.service_from
        if code not in _MONTHLY | _EACH_30_DAYS or on is None:
            continue
        place = on_line(claim, index, "procedure")
        others = [past for past in given.history if past.billing_npi in ("", claim.billing.npi)]
        before = [(past.procedure, past.service_from) for past in others]
        before += [(other.procedure, other.service_from) for other in claim.lines[:index] if other.service_from]
        again = next((f"{each} on {day}" for each, day in before if _overlaps(code, on, each, day)), "")
        if again:
            yield edit.finding(place, f"{code} was billed for this time already: {again}")
        least = given.codesets.small.minimum_minutes.get(code)
        minutes = given.known.visit.minutes.get(code) if given.known.visit else None
        if least and minutes is not None and minutes < least:
            yield edit.finding(place, f"{code} needs {least} minutes of the month; {minutes} are written down")


def _overlaps(code: str, on: date, other: str, day: date) -> bool:
    if code in _EACH_30_DAYS:
        return other == code and abs((on - day).days) < 30
    same_month = (on.year, on.month) == (day.year, day.month)
    return same_month and (other == code or (code in _BASES and other in _BASES))
