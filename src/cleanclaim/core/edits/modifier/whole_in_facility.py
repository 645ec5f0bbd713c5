"""Global billed in a facility.

**Why it matters**: the hospital owns the machine and is paid for it; the clinician's claim is for reading only.
**Rejected**: ``71046`` without 26 at place 21.
**Clean**: ``71046-26``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.coding import is_visit, place_of
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.modifier.indicated import indicated
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_FACILITIES = frozenset({"19", "21", "22", "23"})
_PARTS = frozenset({"26", "TC"})

edit = Edit(
    "MOD011",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Add 26.",
    prevents=(
        "CARC 5 + M77",
        "CARC 58",
        "CARC 97 + N20",
    ),
    source="Pub 100-04 ch.13 §20; MPFS",
    when=When(places=_FACILITIES),
)


@edit.check
def whole_in_facility(claim: Claim, given: Given) -> Iterator[Finding]:
    def is_whole(line: ServiceLine) -> bool:
        return (
            place_of(claim, line) in _FACILITIES and _PARTS.isdisjoint(line.modifiers) and not is_visit(line.procedure)
        )

    for index, line, row in indicated(claim, given, is_whole):
        if row.pctc == "1":
            message = f"the facility owns the technical part of {line.procedure}; 26 is missing"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
