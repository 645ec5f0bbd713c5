"""Accident or onset date after service.

**Why it matters**: a cause comes before its treatment; one of the days is wrong.
**Rejected**: an accident on 2026-03-05 treated on 2026-03-02.
**Clean**: an accident on 2026-02-20.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "DATE006",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="10, 14",
    element="2300 DTP*439, DTP*431",
    fix="Correct the accident or onset date.",
    prevents=(
        "277CA A7/727",
        "CARC 16",
    ),
    source="TR3 DTP 439/431",
    when=When(has=("accident", "onset_on")),
)


@edit.check
def accident_after_service(claim: Claim, given: Given) -> Iterator[Finding]:
    on = claim.service_from
    if on is None:
        return
    if claim.accident and claim.accident.on and claim.accident.on > on:
        message = f"accident {claim.accident.on} is after the service {on}"
        yield edit.finding(on_claim(claim, "accident.on", "accident"), message)
    if claim.onset_on and claim.onset_on > on:
        yield edit.finding(on_claim(claim, "onset_on", "onset"), f"onset {claim.onset_on} is after the service {on}")
