"""Pair of procedures over two claims of one day.

**Why it matters**: payers look at everything that came for the day, not at one claim.
**Rejected**: ``97597`` when ``11042`` of the same day was sent before.
**Clean**: ``97597-XS`` where the note shows another wound.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets.ncci import ALLOWED, NOT_APPLICABLE
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.history.repeats import is_of_day
from cleanclaim.core.edits.known import PastService
from cleanclaim.core.edits.ncci.pairs import is_parted, pair_table, provider_of
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "NCCI004",
    severity=Severity.WARNING,
    box="24D",
    element="2400 SV101-3",
    fix="Correct the earlier claim, or add the one modifier that the note proves.",
    prevents=(
        "CARC 236",
        "CARC 97",
    ),
    source="NCCI Policy Manual ch.1",
    when=When(past=is_of_day),
    needs="history",
)


@edit.check
def pair_on_other_claim(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        for past in given.history:
            is_same_visit = past.service_from == line.service_from and past.rendering_npi == provider_of(claim, line)
            if is_same_visit and (said := _conflict(claim, given, index, past)):
                yield edit.finding(on_line(claim, index, "modifiers"), said)


def _conflict(claim: Claim, given: Given, index: int, past: PastService) -> str:
    """What the line and the earlier service are to each other; nothing when they may stand together."""
    line, on = claim.lines[index], past.service_from
    table = pair_table(claim, given, on)
    pair = table.pair(past.procedure, line.procedure, on=on) or table.pair(line.procedure, past.procedure, on=on)
    if pair is None or pair.modifier == NOT_APPLICABLE:
        return ""
    if pair.modifier == ALLOWED and is_parted(past.modifiers, line.modifiers, on):
        return ""
    return f"{pair.column_2} conflicts with {pair.column_1}; {past.procedure} is on claim {past.claim} of the same day"
