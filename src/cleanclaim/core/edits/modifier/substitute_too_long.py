"""Locum or reciprocal modifier rules.

**Why it matters**: a substitute may be billed under the absent clinician for 60 days in a row; then the pay is taken
back.
**Rejected**: Q6 after 75 days.
**Clean**: Q6 after 30 days.

During active military duty of the absent clinician there is no limit; then the record names no days.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_SUBSTITUTES = frozenset({"Q5", "Q6"})
_LONGEST = 60

edit = Edit(
    "MOD030",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Enroll the substitute and bill under the own NPI.",
    prevents=(
        "CARC 16 + N290",
        "recoupment",
    ),
    source="SSA 1842(b)(6)(D); Pub 100-04 ch.1 §30.2.10-11",
    since=date(2017, 6, 13),
    when=When(modifiers=_SUBSTITUTES),
    needs="visit",
)


@edit.check
def substitute_too_long(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        said = _SUBSTITUTES.intersection(line.modifiers)
        if not said:
            continue
        days = given.visit_with("absence_days").absence_days
        if days is not None and days > _LONGEST:
            message = f"{min(said)} was used for {days} days of one absence; the limit is {_LONGEST}"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
