"""Timed therapy units exceed the minutes (8-minute rule).

**Why it matters**: fifteen minutes make a unit and the last one needs eight; more units than minutes are denied, and
found in audits years later.
**Rejected**: 23 and 14 minutes, together 37, billed as three units.
**Clean**: 24 and 23 minutes, together 47, billed as three.

Minutes of all timed codes of a discipline and a day are added up.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_TIMED = frozenset(
    {
        "97032",
        "97033",
        "97034",
        "97035",
        "97036",
        "97110",
        "97112",
        "97113",
        "97116",
        "97124",
        "97140",
        "97530",
        "97533",
        "97535",
        "97537",
        "97542",
    }
)
_DISCIPLINES = ("GP", "GO", "GN")

edit = Edit(
    "LIN008",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24G",
    element="2400 SV104",
    fix="Reduce units, keeping the codes with most minutes.",
    prevents=(
        "CARC 222",
        "CARC 151",
        "audit",
    ),
    source="Pub 100-04 ch.5 §20.2",
    when=When(procedures=_TIMED),
    needs="visit",
)


@edit.check
def therapy_units_over_minutes(claim: Claim, given: Given) -> Iterator[Finding]:
    groups: defaultdict[tuple[str, date | None], list[int]] = defaultdict(list)
    for index, line in enumerate(claim.lines):
        if line.procedure in _TIMED:
            discipline = next((each for each in _DISCIPLINES if each in line.modifiers), "")
            groups[discipline, line.service_from].append(index)
    for indexes in groups.values():
        lines = [claim.lines[index] for index in indexes]
        written = given.visit_with("minutes").minutes
        recorded = [written.get(procedure) for procedure in {line.procedure for line in lines}]
        minutes = sum(filter(None, recorded))
        allowed = (minutes + 7) // 15
        units = sum(quantity(line.units) or Decimal(0) for line in lines)
        if None not in recorded and units > allowed:
            message = f"{units} timed units for {minutes} minutes; {allowed} are allowed"
            yield edit.finding(on_line(claim, indexes[-1], "units"), message)
