"""Diagnosis not linked to any line.

**Why it matters**: it may be a service not yet charged, or a diagnosis that supports a line and does not.
**Rejected**: ``E11.9`` to which no line points.
**Clean**: every diagnosis pointed to; one kept for risk adjustment may stay.
"""

from collections.abc import Iterator
from itertools import chain

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_diagnosis

edit = Edit(
    "PTR004",
    severity=Severity.INFO,
    kinds=frozenset({"837P"}),
    box="24E",
    element="2400 SV107",
    fix="Link it if it supports a service; risk-adjustment codes may stay.",
    prevents=("none: quality check",),
    source="good practice",
    when=When(pointers=lambda count, lines: not set(range(1, count + 1)) <= set(chain(*lines))),
)


@edit.check
def dx_not_linked(claim: Claim, given: Given) -> Iterator[Finding]:
    linked = {pointer for line in claim.lines for pointer in line.pointers}
    for index, code in enumerate(claim.diagnoses):
        if claim.lines and index + 1 not in linked:
            yield edit.finding(on_diagnosis(claim, index), f"no line points to {code}")
