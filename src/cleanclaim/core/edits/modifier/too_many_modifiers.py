"""More than four modifiers or repeated modifier.

**Why it matters**: four places stand on a line; a repeated modifier says nothing and may reject it.
**Rejected**: ``25, 25``; five modifiers.
**Clean**: ``25``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD002",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101-3",
    fix="Keep payment modifiers first; use 99 only when payer says.",
    prevents=("277CA A7/453",),
    source="TR3 SV101-3..6",
    when=When(line=lambda line: len(line.modifiers) > min(4, len(set(line.modifiers)))),
)


@edit.check
def too_many_modifiers(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if len(line.modifiers) > 4:
            place = on_line(claim, index, "modifiers")
            yield edit.finding(place, f"has {len(line.modifiers)} modifiers; 4 fit")
        elif len(set(line.modifiers)) < len(line.modifiers):
            place = on_line(claim, index, "modifiers")
            yield edit.finding(place, f"repeats a modifier: {', '.join(line.modifiers)}")
