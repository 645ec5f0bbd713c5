"""GT on a professional Medicare claim.

**Why it matters**: the place (02 or 10) tells Medicare that a professional visit was by video; GT is a hospital's.
**Rejected**: ``GT`` on a professional Medicare claim.
**Clean**: place 10 and no GT.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD036",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Remove GT; POS 02/10 tells telehealth.",
    prevents=("CARC 4",),
    source="Pub 100-04 ch.12 §190",
    since=date(2018, 1, 1),
    when=When(filing=MEDICARE, modifiers=frozenset({"GT"})),
)


@edit.check
def gt_to_medicare(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if "GT" in line.modifiers:
            message = "GT is not used on professional Medicare claims"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
