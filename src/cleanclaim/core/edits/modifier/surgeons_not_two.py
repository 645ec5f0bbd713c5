"""Co-surgery or team not allowed.

**Why it matters**: two surgeons, or a team, are paid for some operations only.
**Rejected**: ``45378-62``.
**Clean**: ``22558-62``.

By the fee schedule: indicators 1 (with documents) and 2 pay. Whether the other surgeon sends 62 too is not on this
claim.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.modifier.indicated import lines_indicated
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_SEVERAL = frozenset({"62", "66"})

edit = Edit(
    "MOD023",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Read the operative note; bill as assistant or single surgeon.",
    prevents=(
        "CARC 4",
        "CARC 54",
    ),
    source="MPFS; Pub 100-04 ch.12 §40.8",
    when=When(modifiers=_SEVERAL),
)


@edit.check
def surgeons_not_two(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line, row in lines_indicated(claim, given, _SEVERAL):
        for modifier, indicator in (("62", row.co_surgeon), ("66", row.team)):
            if modifier in line.modifiers and indicator not in ("1", "2"):
                message = f"{line.procedure} does not allow {modifier} (indicator {indicator})"
                yield edit.finding(on_line(claim, index, "modifiers"), message)
