"""Repeat service without 76, 77 or 91.

**Why it matters**: the payer takes the second line for the first sent twice.
**Rejected**: ``71046-26`` twice on a day.
**Clean**: the second with ``76``; or with another side, clinician or drug code.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD016",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Add the modifier that says why.",
    prevents=("CARC 18 + N522",),
    source="Pub 100-04 ch.1 §120",
    when=When(together=lambda codesets, codes, on: len(set(codes)) < len(codes)),
)


@edit.check
def line_repeated(claim: Claim, given: Given) -> Iterator[Finding]:
    first: dict[tuple[object, ...], int] = {}
    for index, line in enumerate(claim.lines):
        who = line.rendering.npi if line.rendering else ""
        same = (line.procedure, line.revenue_code, line.service_from, frozenset(line.modifiers), who, line.ndc)
        key = (*same, line.place_of_service or claim.place_of_service)
        if key in first and line.procedure:
            earlier = claim.lines[first[key]].number
            yield edit.finding(on_line(claim, index, "modifiers"), f"repeats line {earlier}: a duplicate to the payer")
        first.setdefault(key, index)
