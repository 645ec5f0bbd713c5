"""59 or X on E/M.

**Why it matters**: a visit is made separate by 25; 59 and its kinds are for procedures.
**Rejected**: ``99213-59``.
**Clean**: ``99213-25``; ``11042-59``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD020",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Use 25 when the visit was separate.",
    prevents=("CARC 4",),
    source="NCCI Policy Manual ch.1",
    when=When(procedures=is_visit, modifiers=frozenset({"59", "XE", "XP", "XS", "XU"})),
)


@edit.check
def separate_on_visit(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        wrong = {"59", "XE", "XP", "XS", "XU"} & set(line.modifiers)
        if wrong and is_visit(line.procedure):
            yield edit.finding(on_line(claim, index, "modifiers"), f"{min(wrong)} does not go on a visit")
