"""Code cannot be done at this place.

**Why it matters**: a code that names its place is denied at any other.
**Rejected**: ``99285`` (emergency) in the office.
**Clean**: ``99285`` at place 23.

Only the families whose places the table states. Telehealth (02, 10) passes everywhere.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_TELEHEALTH = frozenset({"02", "10"})
_PLACES = (
    (99281, 99285, frozenset({"23"})),
    (99221, 99239, frozenset({"19", "21", "22", "23", "26", "34", "51", "52", "61"})),
    (99304, 99310, frozenset({"31", "32", "54", "56"})),
    (99315, 99316, frozenset({"31", "32", "54", "56"})),
)

edit = Edit(
    "POS002",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24B, 24D",
    element="2400 SV101, SV105",
    fix="Correct place or code from the encounter.",
    prevents=(
        "CARC 5 + M77",
        "CARC 58",
    ),
    source="Pub 100-04 ch.26 §10.5",
    when=When(procedures=lambda code: any(number_between(code, first, last) for first, last, _ in _PLACES)),
)


@edit.check
def code_at_wrong_place(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        place = line.place_of_service or claim.place_of_service
        for first, last, places in _PLACES:
            if number_between(line.procedure, first, last) and place not in places | _TELEHEALTH:
                message = f"{line.procedure} cannot be done at place {place}"
                yield edit.finding(on_line(claim, index, "place_of_service"), message)
