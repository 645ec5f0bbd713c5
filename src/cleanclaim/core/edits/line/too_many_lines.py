"""Too many lines.

**Why it matters**: what is over the limit is rejected, or lost.
**Rejected**: 51 lines on a professional claim.
**Clean**: 50 lines; 999 on an institutional one (449 for Medicare).
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_PROFESSIONAL = 50


edit = Edit(
    "LIN002",
    severity=Severity.ERROR,
    box="24",
    element="2400 LX",
    fix="Split into more claims, keeping same-day related services together.",
    prevents=("277CA A7/121",),
    source="TR3 LX; Medicare 837I companion guide",
    when=When(pointers=lambda count, lines: len(lines) > _PROFESSIONAL),
)


@edit.check
def too_many_lines(claim: Claim, given: Given) -> Iterator[Finding]:
    limit = _PROFESSIONAL if claim.kind == "837P" else 449 if is_medicare(claim) else 999
    if len(claim.lines) > limit:
        yield edit.finding(on_claim(claim, "lines"), f"{len(claim.lines)} lines exceed the limit of {limit}")
