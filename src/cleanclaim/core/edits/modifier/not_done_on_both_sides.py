"""50 on a code that is not bilateral.

**Why it matters**: 50 asks for one and a half prices, or two; codes that have no sides do not take it.
**Rejected**: ``99213-50``.
**Clean**: ``20610-50``.

By the fee schedule: indicators 1 and 3 take 50. Codes that already are of both sides (2) are judged by MOD014. A
surgical center sends two lines or two units to Medicare instead and is left out.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.modifier.indicated import lines_indicated
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_BOTH = frozenset({"50"})

edit = Edit(
    "MOD012",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Follow the indicator: 0 or 9 no 50; 2 bill once; 3 each side paid in full.",
    prevents=(
        "CARC 4",
        "CARC 182",
    ),
    source="MPFS bilateral indicator",
    when=When(modifiers=_BOTH),
)


@edit.check
def not_done_on_both_sides(claim: Claim, given: Given) -> Iterator[Finding]:
    if claim.billing.taxonomy.startswith("261QA19"):
        return
    for index, line, row in lines_indicated(claim, given, _BOTH):
        if row.bilateral not in ("1", "2", "3"):
            message = f"50 does not go on {line.procedure} (bilateral indicator {row.bilateral or 'none'})"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
