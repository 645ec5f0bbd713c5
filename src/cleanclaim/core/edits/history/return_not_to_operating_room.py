"""78 in a place that has no operating room.

**Why it matters**: 78 pays a return to the operating room; care of a complication in the office is part of the surgery.
**Rejected**: ``78`` in the office.
**Clean**: ``78`` in a hospital or surgery center.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_WITH_OPERATING_ROOM = frozenset({"19", "21", "22", "24"})


edit = Edit(
    "GLB003",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Under Medicare, office care of a complication is in the global price: remove the line or 78.",
    prevents=(
        "CARC 4",
        "CARC 97",
    ),
    source="Pub 100-04 ch.12 §40.1-40.2",
    when=When(modifiers=frozenset({"78"})),
)


@edit.check
def return_not_to_operating_room(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        place = line.place_of_service or claim.place_of_service
        if "78" in line.modifiers and place not in _WITH_OPERATING_ROOM:
            yield edit.finding(
                on_line(claim, index, "modifiers"), f"78 needs a return to the operating room; the place is {place}"
            )
