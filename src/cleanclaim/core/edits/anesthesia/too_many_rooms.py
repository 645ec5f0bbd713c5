"""Medical direction of more than four.

**Why it matters**: direction of up to four rooms is paid as direction; more is supervision, at a lower pay.
**Rejected**: QK with five rooms at the same time.
**Clean**: QK with four; AD with five.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_MOST = 4

edit = Edit(
    "ANE003",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Use AD for supervision.",
    prevents=("recoupment",),
    source="42 CFR 415.110",
    when=When(modifiers=frozenset({"QK"})),
    needs="visit",
)


@edit.check
def too_many_rooms(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if "QK" not in line.modifiers:
            continue
        rooms = given.visit_with("concurrent_rooms").concurrent_rooms
        if rooms is not None and rooms > _MOST:
            message = f"{rooms} rooms were directed at the same time; QK allows {_MOST}"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
