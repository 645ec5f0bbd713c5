"""Pair of procedures that is never paid separately.

**Why it matters**: column 2 is part of column 1 and no modifier parts them; the patient must not be billed for it.
**Rejected**: both codes of a pair with indicator 0 on one day, ``59`` or not.
**Clean**: the code of column 1 alone.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets.ncci import NEVER
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.ncci.pairs import are_ever_pairs, conflicts
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "NCCI001",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101",
    fix="Remove the code of column 2; do not bill the patient for it.",
    prevents=(
        "CARC 236 + N20/M80",
        "CARC 97",
    ),
    source="NCCI Policy Manual ch.1",
    when=When(together=are_ever_pairs),
)


@edit.check
def pair_never_paid(claim: Claim, given: Given) -> Iterator[Finding]:
    for conflict in conflicts(claim, given):
        if conflict.pair.modifier == NEVER:
            message = f"{conflict.pair.column_2} is part of {conflict.pair.column_1}; no modifier can separate them"
            yield edit.finding(on_line(claim, conflict.second, "procedure"), message)
