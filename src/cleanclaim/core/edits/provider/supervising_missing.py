"""Supervising provider missing where the payer demands it.

**Why it matters**: who was responsible answers for supervised care, and some payers pay only when they are told who.
**Rejected**: a service under supervision with no supervising clinician, or with the one who did it.
**Clean**: the physician who supervised that day.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "PRV018",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="17",
    element="2310D",
    fix="Add the physician who supervised that day.",
    prevents=(
        "277CA A6/562/DQ",
        "CARC 16 + N297",
    ),
    source="TR3 2310D; 42 CFR 410.26",
    when=When(rule="needs_supervising"),
)


@edit.check
def supervising_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not given.payer.needs_supervising:
        return
    known = given.known.visit
    supervised = given.circumstances.needs_supervision or given.circumstances.is_incident_to
    if not supervised and not (known and known.has_resident):
        return
    supervising = claim.supervising
    place = on_claim(claim, "supervising", "supervising")
    if supervising is None or not supervising.npi:
        yield edit.finding(place, "the supervising clinician is missing")
    elif claim.rendering and claim.rendering.npi == supervising.npi:
        yield edit.finding(place, "the supervising clinician is the one who did the service")
