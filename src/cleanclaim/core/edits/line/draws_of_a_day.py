"""Venipuncture and specimen rules.

**Why it matters**: a draw is paid once for an encounter, however many tubes; more is cut or denied.
**Rejected**: ``36415`` with two units; ``36415`` and ``36416`` on one day.
**Clean**: ``36415`` once.
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
from cleanclaim.core.edits.where import lines_from, on_line

edit = Edit(
    "LIN031",
    severity=Severity.INFO,
    kinds=frozenset({"837P"}),
    box="24G",
    element="2400 SV104",
    fix="Bill one draw per encounter.",
    prevents=(
        "CARC 97",
        "CARC 151",
    ),
    source="Pub 100-04 ch.16 §60.1",
    when=When(procedures=frozenset({"36415", "36416"})),
)


@edit.check
def draws_of_a_day(claim: Claim, given: Given) -> Iterator[Finding]:
    drawn: defaultdict[date | None, list[int]] = defaultdict(list)
    for index, line in lines_from(claim, "36415", "36416"):
        drawn[line.service_from].append(index)
    for on, indexes in drawn.items():
        units = sum(quantity(claim.lines[index].units) or Decimal(0) for index in indexes)
        if units > 1:
            place = on_line(claim, indexes[-1], "units")
            yield edit.finding(place, f"{units} draws on {on}; one is paid for an encounter")
