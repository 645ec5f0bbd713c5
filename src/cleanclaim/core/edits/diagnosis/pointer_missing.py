"""Line without diagnosis pointer.

**Why it matters**: a line without a reason is not medically necessary.
**Rejected**: a line that points to nothing.
**Clean**: a line that points to diagnosis 1.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "PTR001",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24E",
    element="2400 SV107",
    fix="Link the line to the reason for it.",
    prevents=(
        "277CA A6/477",
        "CARC 16 + M76",
    ),
    source="TR3 SV107; NUCC item 24E",
    when=When(line=lambda line: not line.pointers),
)


@edit.check
def pointer_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if not line.pointers:
            yield edit.finding(on_line(claim, index, "pointers"), "points to no diagnosis")
