"""26 or TC on a code that cannot split.

**Why it matters**: only some services have a professional and a technical part; on any other, 26 and TC are denied.
**Rejected**: ``93010-26``, which is the professional part itself.
**Clean**: ``71046-26``.

By the fee schedule: indicator 1 splits; 26 also goes with 6. A code without a row is not checked.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.modifier.indicated import lines_indicated
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_PARTS = frozenset({"26", "TC"})

edit = Edit(
    "MOD010",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Remove modifier or use the component code.",
    prevents=(
        "CARC 4 + N519",
        "CARC 182",
    ),
    source="MPFS PC/TC indicator",
    when=When(modifiers=_PARTS),
)


@edit.check
def code_does_not_split(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line, row in lines_indicated(claim, given, _PARTS):
        if row.pctc == "1" or (row.pctc == "6" and "TC" not in line.modifiers):
            continue
        message = f"{line.procedure} does not split into a professional and a technical part"
        yield edit.finding(on_line(claim, index, "modifiers"), message)
