"""Hydration or infusion minutes missing or too short.

**Why it matters**: an infusion of 15 minutes or less is a push, and hydration counts from 31 minutes; times prove it.
**Rejected**: ``96365`` with 12 minutes; ``96360`` without times.
**Clean**: ``96365`` with 16 minutes; ``96374`` for 12.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_INFUSIONS = frozenset({"96360", "96365", "96413"})

edit = Edit(
    "LIN016",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Use a push code (96374/96375) or do not bill hydration.",
    prevents=(
        "CARC 150",
        "audit",
    ),
    source="NCCI Policy Manual ch.11",
    when=When(procedures=_INFUSIONS),
)


@edit.check
def infusion_too_short(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if line.procedure not in _INFUSIONS:
            continue
        least = given.codesets.small.minimum_minutes[line.procedure]
        minutes = given.visit_with("minutes").minutes.get(line.procedure)
        if minutes is None or minutes < least:
            said = f"{minutes} are written down" if minutes is not None else "start and stop are not written down"
            message = f"{line.procedure} needs {least} minutes; {said}"
            yield edit.finding(on_line(claim, index, "procedure"), message)
