"""More than four pointers or repeated pointers.

**Why it matters**: four places stand on a line; a repeated one wastes a place.
**Rejected**: five pointers, or the same one twice.
**Clean**: one to four different ones.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_FIT = 4


edit = Edit(
    "PTR003",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24E",
    element="2400 SV107",
    fix="Keep the four that justify the line, most important first.",
    prevents=("277CA A7/477",),
    source="TR3 SV107",
    when=When(line=lambda line: len(line.pointers) > _FIT or len(set(line.pointers)) < len(line.pointers)),
)


@edit.check
def too_many_pointers(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if len(line.pointers) > _FIT:
            yield edit.finding(on_line(claim, index, "pointers"), f"has {len(line.pointers)} pointers; {_FIT} fit")
        elif len(set(line.pointers)) < len(line.pointers):
            yield edit.finding(on_line(claim, index, "pointers"), "points to the same diagnosis twice")
