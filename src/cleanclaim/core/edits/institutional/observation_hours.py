"""Observation hours look wrong.

**Why it matters**: observation is paid by the hour from the order to the discharge; nothing, parts of hours and days
on end are slips.
**Rejected**: ``G0378`` with 0 or 26.5 units, or with 72.
**Clean**: 26 hours.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import lines_from, on_line

_UNUSUAL = 48

edit = Edit(
    "UB020",
    severity=Severity.WARNING,
    kinds=frozenset({"837I"}),
    box="46",
    element="2400 SV205",
    fix="Count from order to discharge, minus monitored procedures.",
    prevents=("CARC 16 + M53",),
    source="Pub 100-04 ch.4 §290",
)


@edit.check
def observation_hours(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in lines_from(claim, "G0378"):
        hours = quantity(line.units)
        place = on_line(claim, index, "units")
        if hours is None or hours <= 0 or hours != hours.to_integral_value():
            yield edit.finding(place, f"{line.units or 'no'} hours of observation is not a number of whole hours")
        elif hours > _UNUSUAL:
            yield edit.finding(place, f"{line.units} hours of observation are more than two days")
