"""Accident diagnosis without accident information.

**Why it matters**: an injury makes the payer ask whether a car or an employer pays first; the claim waits for the
answer.
**Rejected**: a first-time injury code and nothing about how it happened, at a payer that asks.
**Clean**: the cause and the day of the accident.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "DX020",
    severity=Severity.WARNING,
    box="10, 14",
    element="2300 CLM11, DTP*439",
    fix="Ask how it happened; fill accident type, date and state.",
    prevents=(
        "277CA A6/365",
        "CARC 20",
        "CARC 21",
        "CARC 19",
    ),
    source="TR3 CLM11, DTP 439",
    when=When(rule="needs_accident"),
)


@edit.check
def injury_not_explained(claim: Claim, given: Given) -> Iterator[Finding]:
    if not given.payer.needs_accident or not claim.diagnoses:
        return
    first, accident = claim.diagnoses[0], claim.accident
    if first[:1] not in ("S", "T") or len(first) != 8 or first[7] not in "ABC":
        return
    if accident is None or accident.on is None or not (accident.employment or accident.auto or accident.other):
        yield edit.finding(on_claim(claim, "accident", "accident"), f"{first} is an injury without cause and day")
