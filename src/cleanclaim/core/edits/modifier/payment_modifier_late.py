"""Pricing modifier not in first place.

**Why it matters**: some payers price by the first modifier only.
**Rejected**: ``RT, 26``.
**Clean**: ``26, RT``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD003",
    severity=Severity.INFO,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Put payment modifiers before informational ones.",
    prevents=(
        "CARC 4",
        "underpayment",
    ),
    source="payer rule",
    when=When(line=lambda line: len(line.modifiers) > 1),
)


@edit.check
def payment_modifier_late(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        paying = [given.codesets.modifiers.flagged(modifier, "payment") for modifier in line.modifiers]
        if True in paying and paying != sorted(paying, reverse=True):
            late = line.modifiers[len(paying) - 1 - paying[::-1].index(True)]
            before = line.modifiers[paying.index(False)]
            yield edit.finding(on_line(claim, index, "modifiers"), f"{late} must stand before {before}")
