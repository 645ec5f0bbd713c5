"""25 on a code that is not E/M.

**Why it matters**: 25 says that a visit was separate; on anything else it says nothing and the line is denied.
**Rejected**: ``20610-25``.
**Clean**: ``20610`` with ``99213-25``.
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
    "MOD004",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Move 25 to the visit, or use 59/X on the procedure when true.",
    prevents=("CARC 4 + N519",),
    source="NCCI Policy Manual ch.1",
    when=When(modifiers=frozenset({"25"})),
)


@edit.check
def twenty_five_not_on_visit(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if "25" in line.modifiers and not is_visit(line.procedure):
            message = f"25 does not go on {line.procedure}, which is not a visit"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
