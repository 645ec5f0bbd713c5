"""Exact duplicate of a claim that was sent.

**Why it matters**: the payer denies the second as a duplicate, and the first may only need a status inquiry.
**Rejected**: ``99213`` of one day and charge again, as an original.
**Clean**: a replacement (frequency 7), or another service.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.history.repeats import NOT_REPLACING, is_of_day, is_same
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "DUP001",
    severity=Severity.ERROR,
    box="22",
    element="2300 CLM05-3",
    fix="Ask for the status (276); if something changed, send a replacement (7).",
    prevents=(
        "CARC 18 + N522",
        "277CA A3/54",
        "277CA A3/78",
    ),
    source="Pub 100-04 ch.1 §120",
    when=When(past=is_of_day, frequency=NOT_REPLACING),
    needs="history",
)


@edit.check
def claim_sent_before(claim: Claim, given: Given) -> Iterator[Finding]:
    first = None
    for line in claim.lines:
        same = next((past for past in given.history if is_same(claim, line, past)), None)
        if same is None:
            return
        first = first or same
    if first:
        sent = f" sent {first.sent_on}" if first.sent_on else ""
        message = f"same patient, date, codes and charge as claim {first.claim}{sent}"
        yield edit.finding(on_claim(claim, "frequency"), message)
