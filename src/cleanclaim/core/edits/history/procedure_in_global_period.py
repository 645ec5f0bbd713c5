"""Procedure inside a global period without a word why.

**Why it matters**: without 58, 78 or 79 the payer takes it for part of the first procedure.
**Rejected**: ``29881`` a month after a knee replacement by the same group.
**Clean**: ``29881-79`` for the other knee; ``58`` when it was planned; ``78`` after a complication.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit, number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.history.global_periods import has_period, period_around
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_WHY = frozenset({"58", "78", "79"})


edit = Edit(
    "GLB002",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Choose 58, 78 or 79 from the operative note.",
    prevents=("CARC 97 + M144",),
    source="Pub 100-04 ch.12 §40.2",
    when=When(past=has_period, procedures=lambda code: number_between(code, 10004, 69990)),
)


@edit.check
def procedure_in_global_period(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        is_surgery = number_between(line.procedure, 10004, 69990) and not is_visit(line.procedure)
        if is_surgery and not _WHY & set(line.modifiers) and (period := period_around(claim, given, index)):
            message = f"{line.procedure} falls into the global period of {period.procedure} (to {period.ends_on})"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
