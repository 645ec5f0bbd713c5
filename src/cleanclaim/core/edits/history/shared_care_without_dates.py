"""Surgical care shared by two, without the dates of the hand-over.

**Why it matters**: the payer splits one price by the days; without them it cannot.
**Rejected**: ``55`` without the date on which care was assumed.
**Clean**: with it (DTP 090), and the date relinquished (DTP 091).
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line, sent

_SHARED = frozenset({"54", "55"})
_HAND_OVER = ("090", "091")


edit = Edit(
    "GLB004",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2300 DTP*090",
    fix="Add the dates assumed or relinquished, and keep the transfer note.",
    prevents=(
        "CARC 16",
        "277CA A6/388",
    ),
    source="Pub 100-04 ch.12 §40.2; TR3 DTP 090, 091",
    when=When(modifiers=_SHARED),
)


@edit.check
def shared_care_without_dates(claim: Claim, given: Given) -> Iterator[Finding]:
    if any(sent(claim.also, "DTP", which) for which in _HAND_OVER):
        return
    for index, line in enumerate(claim.lines):
        if _SHARED & set(line.modifiers):
            yield edit.finding(
                on_line(claim, index, "modifiers"), "a share of the care needs the dates assumed or relinquished"
            )
