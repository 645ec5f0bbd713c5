"""51 sent to Medicare or on exempt code.

**Why it matters**: Medicare ranks procedures itself.
**Rejected**: ``11042-51`` to Medicare.
**Clean**: ``11042``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD018",
    severity=Severity.INFO,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Remove 51.",
    prevents=("CARC 4",),
    source="Pub 100-04 ch.12 §40.6; MPFS multiple-procedure indicator",
    when=When(filing=MEDICARE, modifiers=frozenset({"51"})),
)


@edit.check
def fifty_one_to_medicare(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if "51" in line.modifiers:
            yield edit.finding(on_line(claim, index, "modifiers"), "Medicare ranks procedures itself; leave out 51")
