"""Prolonged office time without the right base code.

**Why it matters**: extra time is paid only beyond the longest visit, and Medicare counts it under its own code.
**Rejected**: ``99417`` to Medicare; ``99417`` with no top-level visit.
**Clean**: ``G2212`` with ``99215`` to Medicare, ``99417`` with ``99215`` elsewhere.

Minutes are in the note, not on the claim, so they are not judged. Consultation and home visits as a base are the
payer's choice and pass.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import lines_from, on_line

_BASES = frozenset({"99205", "99215", "99245", "99345", "99350", "99483"})

edit = Edit(
    "LIN034",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Use G2212 for Medicare, 99417 for payers following CPT; check total minutes.",
    prevents=(
        "CARC 107 + N122",
        "CARC 16 + M51",
    ),
    source="Pub 100-04 ch.12 §30.6.15",
    since=date(2021, 1, 1),
    when=When(procedures=frozenset({"99417", "G2212"})),
)


@edit.check
def prolonged_without_base(claim: Claim, given: Given) -> Iterator[Finding]:
    right = "G2212" if is_medicare(claim) else "99417"
    for index, line in lines_from(claim, "99417", "G2212"):
        place = on_line(claim, index, "procedure")
        if is_medicare(claim) and line.procedure != right:
            yield edit.finding(place, f"Medicare wants {right}, not {line.procedure}")
        elif not any(other.procedure in _BASES for other in claim.lines):
            yield edit.finding(place, f"{line.procedure} has no top-level visit beside it")
