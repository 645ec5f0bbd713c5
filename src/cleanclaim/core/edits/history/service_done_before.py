"""Service that looks like one on another claim.

**Why it matters**: the payer takes it for the same service sent twice.
**Rejected**: ``99213`` by another clinician on the day of a ``99213`` that was sent.
**Clean**: another service, or a modifier that says why it was done again.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.history.repeats import NOT_REPLACING, is_alike, is_of_day, is_same
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_AGAIN = frozenset({"59", "76", "77", "91", "XE", "XP", "XS", "XU", "RT", "LT", "26", "TC"})


edit = Edit(
    "DUP002",
    severity=Severity.WARNING,
    box="24D",
    element="2400 SV101",
    fix="Confirm that there were two services and add 76, 77 or 59, or remove the line.",
    prevents=("CARC 18",),
    source="Pub 100-04 ch.1 §120",
    when=When(past=is_of_day, frequency=NOT_REPLACING),
    needs="history",
)


@edit.check
def service_done_before(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        past = next((past for past in given.history if is_alike(line, past)), None)
        if past and not is_same(claim, line, past) and not _AGAIN & set(line.modifiers):
            yield edit.finding(
                on_line(claim, index, "procedure"),
                f"{line.procedure} of {line.service_from} is on claim {past.claim} as well",
            )
