"""Time-based code below its minimum time.

**Why it matters**: a code that names a time is earned from a minimum on; below it the line is not a lower fee but
wrong.
**Rejected**: ``90837`` with 45 minutes written down.
**Clean**: ``90834`` with 45 minutes; ``90837`` with 53.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "LIN009",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Use the lower time code or do not bill.",
    prevents=(
        "CARC 150",
        "audit",
    ),
    source="CPT time rule (midpoint unless stated)",
    when=When(procedure_on=lambda codesets, code, on: code in codesets.small.minimum_minutes),
)


@edit.check
def shorter_than_its_time(claim: Claim, given: Given) -> Iterator[Finding]:
    needed = given.codesets.small.minimum_minutes
    for index, line in enumerate(claim.lines):
        least = needed.get(line.procedure)
        if least is None or line.procedure in _ELSEWHERE:
            continue
        minutes = given.visit_with("minutes").minutes.get(line.procedure)
        if minutes is not None and minutes < least:
            message = f"{line.procedure} needs {least} minutes; the note has {minutes}"
            yield edit.finding(on_line(claim, index, "procedure"), message)


_ELSEWHERE = frozenset(
    {"96360", "96365", "96413", "97032", "97035", "97110", "97112", "97116", "97124", "97140", "97530", "97535"}
)
