"""Chiropractic treatment without AT.

**Why it matters**: Medicare pays active treatment only, and AT says that it is.
**Rejected**: ``98941`` to Medicare.
**Clean**: ``98941-AT``; ``98941-GA`` for maintenance the patient chose to pay.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import lines_from, on_line

edit = Edit(
    "MOD034",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add AT when active.",
    prevents=(
        "CARC 50",
        "CARC 96",
    ),
    source="Pub 100-02 ch.15 §240; Pub 100-04 ch.12 §220",
    when=When(filing=MEDICARE, procedures=frozenset({"98940", "98941", "98942"})),
)


@edit.check
def chiropractic_not_active(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in lines_from(claim, "98940", "98941", "98942"):
        if not {"AT", "GA", "GX", "GY", "GZ"} & set(line.modifiers):
            yield edit.finding(on_line(claim, index, "modifiers"), f"{line.procedure} needs AT, or is maintenance care")
