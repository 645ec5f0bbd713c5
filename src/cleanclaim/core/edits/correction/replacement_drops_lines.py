"""Replacement drops lines.

**Why it matters**: a replacement stands for the whole claim; a line that is not in it is taken back.
**Rejected**: a replacement with one line of a claim that had three.
**Clean**: all lines, changed or not.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "CC004",
    severity=Severity.WARNING,
    box="24",
    element="2300 CLM05-3",
    fix="Send the full corrected claim.",
    prevents=("takeback",),
    source="TR3 replacement semantics",
    when=When(frequency=frozenset({"7"})),
    needs="original",
)


@edit.check
def replacement_drops_lines(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.frequency != "7":
        return
    dropped = len(given.original.procedures) - len(claim.lines)
    if dropped > 0:
        yield edit.finding(
            on_claim(claim, "lines", "lines"), f"the replacement drops {dropped} of the original's lines"
        )
