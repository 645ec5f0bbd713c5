"""Ambulance trip without its two ends.

**Why it matters**: the price depends on where the trip began, and coverage on where it went.
**Rejected**: ``A0429`` with no letters, or without the place of pickup.
**Clean**: ``A0429-RH``, home to hospital, with both addresses.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.ambulance.trips import is_trip
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_ENDS = frozenset("DEGHIJNPRSX")

edit = Edit(
    "AMB001",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2310E, 2310F, 2400 SV101-3",
    fix="Take from the run sheet.",
    prevents=(
        "277CA A6/266",
        "277CA A6/763",
        "CARC 16 + N53",
    ),
    source="Pub 100-04 ch.15; TR3 2310E/F",
    when=When(procedures=is_trip),
)


@edit.check
def trip_ends_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if not is_trip(line.procedure):
            continue
        first = line.modifiers[0] if line.modifiers else ""
        if len(first) != 2 or not _ENDS.issuperset(first):
            message = f"{line.procedure} lacks the letters of origin and destination"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
        known = {party.entity for party in (*claim.other_parties, *line.other_parties) if party.address.zip}
        for entity, word in (("PW", "pickup"), ("45", "drop-off")):
            if entity not in known:
                yield edit.finding(on_line(claim, index, "other_parties"), f"the address of the {word} is missing")
