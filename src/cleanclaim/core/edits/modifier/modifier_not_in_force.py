"""Modifier not valid on the date.

**Why it matters**: an unknown modifier rejects the line.
**Rejected**: ``2S5``; ``93`` in 2021, before it existed.
**Clean**: ``25``. On an ambulance line any two letters of origin and destination.
"""

import re
from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_ambulance
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_TRIP = re.compile(r"[DEGHIJNPRSX]{2}")

edit = Edit(
    "MOD001",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101-3",
    fix="Remove or correct it.",
    prevents=(
        "277CA A7/453",
        "CARC 182 + N519",
    ),
    source="HCPCS modifier file",
    when=When(has=("lines.modifiers",)),
)


@edit.check
def modifier_not_in_force(claim: Claim, given: Given) -> Iterator[Finding]:
    modifiers = given.codesets.modifiers
    for index, line in enumerate(claim.lines):
        on = line.service_from or claim.service_from
        if on is None or not line.modifiers:
            continue
        modifiers.require(on)
        for modifier in line.modifiers:
            trip = is_ambulance(line.procedure) and _TRIP.fullmatch(modifier)
            if not trip and not modifiers.has(modifier, on=on):
                yield edit.finding(on_line(claim, index, "modifiers"), f"modifier {modifier} does not exist on {on}")
