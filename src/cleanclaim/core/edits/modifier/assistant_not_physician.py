"""NP, PA or CNS assisting without AS.

**Why it matters**: 80 to 82 are for physicians; an NP, PA or CNS who assists is paid under AS.
**Rejected**: ``27447-80`` by a PA.
**Clean**: ``27447-AS``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import profession
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_PHYSICIANS = frozenset({"80", "81", "82"})

edit = Edit(
    "MOD022",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Replace 80 with AS.",
    prevents=(
        "CARC 4",
        "CARC 170",
    ),
    source="Pub 100-04 ch.12 §110.3",
    when=When(filing=MEDICARE, modifiers=_PHYSICIANS),
)


@edit.check
def assistant_not_physician(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if _PHYSICIANS.isdisjoint(line.modifiers) or "AS" in line.modifiers:
            continue
        if who := profession(claim, line):
            yield edit.finding(on_line(claim, index, "modifiers"), f"the assistant is a {who}: AS is missing")
