"""Pointer to a diagnosis that is not there.

**Why it matters**: the payer's front end rejects the whole claim.
**Rejected**: a pointer to the third of two diagnoses.
**Clean**: a pointer to the second.
"""

from collections.abc import Iterator
from itertools import chain

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "PTR002",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24E",
    element="2400 SV107",
    fix="Fix the pointer.",
    prevents=("277CA A7/477",),
    source="TR3 SV107",
    when=When(pointers=lambda count, lines: count and any(not 1 <= at <= count for at in chain(*lines))),
)


@edit.check
def pointer_to_nothing(claim: Claim, given: Given) -> Iterator[Finding]:
    count = len(claim.diagnoses)
    for index, line in enumerate(claim.lines):
        for pointer in line.pointers:
            if count and not 1 <= pointer <= count:
                message = f"points to diagnosis {pointer}, but the claim has {count}"
                yield edit.finding(on_line(claim, index, "pointers"), message)
