"""50 with units 2 or with RT/LT.

**Why it matters**: 50 already means both sides; two units of it are four knees.
**Rejected**: ``20610-50`` with 2 units, or with ``RT``.
**Clean**: ``20610-50`` with 1 unit.

A surgical center's facility claim (place 24) is left alone: Medicare wants two lines or two units there.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD013",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D, 24G",
    element="2400 SV101-3, SV104",
    fix="Units 1 and no RT/LT; for payers wanting two lines use RT and LT.",
    prevents=(
        "CARC 4",
        "CARC 151",
        "CARC 16 + M53",
    ),
    source="Pub 100-04 ch.12 §40.7",
    when=When(modifiers=frozenset({"50"})),
)


@edit.check
def both_sides_twice(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if "50" not in line.modifiers or (line.place_of_service or claim.place_of_service) == "24":
            continue
        units = quantity(line.units)
        if units is not None and units > 1:
            message = f"50 already means both sides, but units are {line.units}"
            yield edit.finding(on_line(claim, index, "units"), message)
        if {"RT", "LT"} & set(line.modifiers):
            message = "50 already means both sides; RT or LT does not go with it"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
