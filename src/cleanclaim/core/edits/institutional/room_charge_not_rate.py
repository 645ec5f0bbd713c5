"""Accommodation charge does not equal rate times days.

**Why it matters**: a room charge that is not the day's rate times the days is a slip of the charge record, and
auditors look for it.
**Rejected**: three days at $1,200.00 charged as $2,400.00.
**Clean**: $3,600.00.

The rate itself is printed only in FL 44 on paper; SV206 is not used in 005010X223A2 and is never sent.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.claim.stay import is_room
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import is_inpatient
from cleanclaim.core.edits.where import on_line
from cleanclaim.core.money import dollars

edit = Edit(
    "UB012",
    severity=Severity.WARNING,
    kinds=frozenset({"837I"}),
    box="44, 47",
    element="2400 SV203",
    fix="Correct rate or days in the charge record; do not send SV206.",
    prevents=(
        "999 IK4 (if SV206 is sent)",
        "charge error",
    ),
    source="TR3 005010X223A2 2400 SV206 Not Used; NUBC FL 44 (paper)",
)


@edit.check
def room_charge_not_rate(claim: Claim, given: Given) -> Iterator[Finding]:
    if not is_inpatient(claim):
        return
    for index, line in enumerate(claim.lines):
        if not is_room(line.revenue_code):
            continue
        rate, days = given.circumstances.room_rates.get(line.revenue_code), quantity(line.units)
        if rate is not None and days is not None and rate * days != line.charge:
            message = f"{dollars(line.charge)} is not {line.units} days of {line.revenue_code} at {dollars(rate)}"
            yield edit.finding(on_line(claim, index, "charge"), message)
