"""Routine physical code sent to Original Medicare.

**Why it matters**: Original Medicare has its own wellness visits and never pays the checkup codes.
**Rejected**: ``99397`` to Medicare.
**Clean**: ``G0439``; ``99397-GY`` when the patient or a second plan is to pay.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_preventive
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "LIN025",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Use G0402/G0438/G0439 when its elements were done, or bill patient/secondary with GY.",
    prevents=(
        "CARC 96",
        "CARC 49",
    ),
    source="Pub 100-04 ch.18 §140; ch.12 §30.6.2",
    when=When(filing=MEDICARE, procedures=is_preventive),
)


@edit.check
def checkup_to_medicare(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if is_preventive(line.procedure) and "GY" not in line.modifiers:
            yield edit.finding(on_line(claim, index, "procedure"), f"Original Medicare does not pay {line.procedure}")
