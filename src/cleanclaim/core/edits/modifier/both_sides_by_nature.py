"""Bilateral by nature billed with 50 or RT+LT.

**Why it matters**: the price of some codes is for both sides; a 50 or a second side asks for it twice.
**Rejected**: ``92557-50``, hearing of both ears.
**Clean**: ``92557`` once.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.modifier.indicated import lines_indicated
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_SIDES = frozenset({"50", "RT", "LT"})

edit = Edit(
    "MOD014",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Bill once without 50.",
    prevents=(
        "CARC 4",
        "CARC 97",
    ),
    source="MPFS bilateral indicator 2",
    when=When(modifiers=_SIDES),
)


@edit.check
def both_sides_by_nature(claim: Claim, given: Given) -> Iterator[Finding]:
    sides: defaultdict[tuple[str, date | None], set[str]] = defaultdict(set)
    for index, line, row in lines_indicated(claim, given, _SIDES):
        if row.bilateral != "2":
            continue
        said = sides[line.procedure, line.service_from]
        said |= _SIDES.intersection(line.modifiers)
        if "50" in line.modifiers or said >= {"RT", "LT"}:
            message = f"the price of {line.procedure} already covers both sides"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
