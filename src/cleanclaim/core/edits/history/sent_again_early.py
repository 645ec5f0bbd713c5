"""Claim sent again while the payer still works on the first.

**Why it matters**: a second claim within 30 days is denied as a duplicate and slows the first.
**Rejected**: the same service again after 12 days without an answer.
**Clean**: a status inquiry first; or after 30 days.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.history.repeats import NOT_REPLACING, is_alike, is_of_day
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_DAYS = 30


edit = Edit(
    "DUP003",
    severity=Severity.WARNING,
    box="22",
    element="2300 CLM05-3",
    fix="Ask for the status (276) before sending again.",
    prevents=("CARC 18",),
    source="Good practice; Pub 100-04 ch.1 §80.2",
    when=When(past=is_of_day, frequency=NOT_REPLACING),
    needs="history",
)


@edit.check
def sent_again_early(claim: Claim, given: Given) -> Iterator[Finding]:
    for past in given.history:
        days = (given.as_of - past.sent_on).days if past.sent_on else _DAYS
        if not past.is_answered and days < _DAYS and any(is_alike(line, past) for line in claim.lines):
            yield edit.finding(
                on_claim(claim, "frequency"), f"claim {past.claim} was sent {days} days ago and has no answer"
            )
            return
