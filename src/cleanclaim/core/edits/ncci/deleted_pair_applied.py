"""Payer that applies a pair NCCI deleted back to its start.

**Why it matters**: a pair with indicator 9 never was in force; a denial for it is the payer's mistake and is appealed.
**Rejected**: a payer known to deny such pairs, and both codes on one day.
**Clean**: any other payer: the pair is left out of account.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets.ncci import NOT_APPLICABLE
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.ncci.pairs import conflicts
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "NCCI003",
    severity=Severity.INFO,
    box="24D",
    element="2400 SV101",
    fix="Nothing to change here; if the payer denies, appeal with the deletion.",
    prevents=("CARC 236",),
    source="NCCI Policy Manual ch.1",
    when=When(rule="applies_deleted_pairs"),
)


@edit.check
def deleted_pair_applied(claim: Claim, given: Given) -> Iterator[Finding]:
    if not given.payer.applies_deleted_pairs:
        return
    for conflict in conflicts(claim, given):
        if conflict.pair.modifier == NOT_APPLICABLE:
            message = f"the pair {conflict.pair.column_1}/{conflict.pair.column_2} was deleted back to its start"
            yield edit.finding(on_line(claim, conflict.second, "procedure"), message)
