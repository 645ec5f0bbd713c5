"""Pair of procedures that needs a modifier to be paid.

**Why it matters**: without a word that the work was separate, column 2 is paid as part of column 1.
**Rejected**: ``11042`` and ``97597`` on one day without a modifier.
**Clean**: ``97597-XS`` where the note shows another wound; else ``11042`` alone.

The modifier is never offered: the record must show another site, session, organ or clinician first.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets.ncci import ALLOWED
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.ncci.pairs import are_ever_pairs, conflicts, is_parted
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "NCCI002",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101-3",
    fix="Read the note: add the one modifier that it proves, or remove the code of column 2.",
    prevents=(
        "CARC 236 + N20",
        "CARC 97 + M15",
    ),
    source="NCCI Policy Manual ch.1; either column since 2019-07-01",
    when=When(together=are_ever_pairs),
)


@edit.check
def pair_needs_modifier(claim: Claim, given: Given) -> Iterator[Finding]:
    for conflict in conflicts(claim, given):
        one, other = claim.lines[conflict.first], claim.lines[conflict.second]
        if conflict.pair.modifier == ALLOWED and not is_parted(one.modifiers, other.modifiers, conflict.on):
            pair = conflict.pair
            message = f"{pair.column_2} is part of {pair.column_1} unless the note shows separate work"
            yield edit.finding(on_line(claim, conflict.second, "modifiers"), message)
