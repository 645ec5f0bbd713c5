"""Add-on code with modifier 51.

**Why it matters**: an add-on is never reduced for being one of several, and 51 asks for that reduction.
**Rejected**: ``90472-51``.
**Clean**: ``90472``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "LIN011",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Remove 51.",
    prevents=("CARC 4",),
    source="CPT Appendix D/E concept; MPFS multiple-procedure indicator 0",
    when=When(modifiers=frozenset({"51"})),
)


@edit.check
def add_on_with_51(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if "51" in line.modifiers and given.codesets.procedures.flagged(line.procedure, "add_on"):
            yield edit.finding(on_line(claim, index, "modifiers"), f"51 does not go on the add-on {line.procedure}")
