"""Telehealth needs POS 02 or 10.

**Why it matters**: the place says how the visit was paid: 10 at home, 02 elsewhere; the office's place is denied
later.
**Rejected**: a video visit of a patient at home with place 11.
**Clean**: with place 10.

Payers that want the place where the clinician sat are set up so and not judged.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.telehealth.places import FROM_AFAR, MODES
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_HOME, _ELSEWHERE = "10", "02"

edit = Edit(
    "TEL001",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24B",
    element="2300 CLM05-1",
    fix="10 if the patient was at home, 02 elsewhere.",
    prevents=(
        "CARC 5",
        "CARC 4",
    ),
    source="CMS POS 02/10; Pub 100-04 ch.12 §190",
    since=date(2022, 1, 1),
    when=When(procedures=is_visit, rule="takes_telehealth_places"),
    needs="visit",
)


@edit.check
def telehealth_at_wrong_place(claim: Claim, given: Given) -> Iterator[Finding]:
    visit = given.visit_with("mode")
    if visit.mode not in MODES or not given.payer.takes_telehealth_places:
        return
    if not any(is_visit(line.procedure) for line in claim.lines):
        return
    right = FROM_AFAR if visit.is_at_home is None else {_HOME if visit.is_at_home else _ELSEWHERE}
    place = claim.place_of_service
    if place not in right:
        said = " or ".join(sorted(right))
        message = f"a visit from afar is sent with place {place or 'none'} instead of {said}"
        fix = Fix(f"Set the place to {said}", "place_of_service", said) if len(right) == 1 else None
        yield edit.finding(on_claim(claim, "place_of_service"), message, autofix=fix)
