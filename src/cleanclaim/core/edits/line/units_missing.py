"""Units missing, zero or negative.

**Why it matters**: the price is for one unit; none of it is zero.
**Rejected**: zero, negative or no units.
**Clean**: ``1``.

The table proposes to set 1. Units are a coder's, so here nothing is proposed.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line


def _has_none(line: ServiceLine) -> bool:
    units = quantity(line.units)
    return units is None or units <= 0


edit = Edit(
    "LIN006",
    severity=Severity.ERROR,
    box="24G",
    element="2400 SV104",
    fix="Enter the units from the note.",
    prevents=(
        "277CA A7/476",
        "CARC 16 + M53",
    ),
    source="TR3 SV104",
    when=When(line=_has_none),
)


@edit.check
def units_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if _has_none(line):
            yield edit.finding(on_line(claim, index, "units"), f"{line.procedure} has {line.units or 'no'} units")
