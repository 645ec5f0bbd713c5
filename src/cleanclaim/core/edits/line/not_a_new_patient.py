"""New-patient code for a patient seen in three years.

**Why it matters**: who was seen by the group's specialty in three years is established; the new-patient code is
denied.
**Rejected**: ``99203`` two years after a visit.
**Clean**: ``99203`` four years after; ``99213``.

Seen means face to face: a laboratory test or an X-ray alone does not make a patient established.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim, Party
from cleanclaim.core.edits.coding import is_visit, number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.known import PastService
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_YEARS = 3


def _is_for_new(code: str) -> bool:
    return (
        number_between(code, 99202, 99205)
        or number_between(code, 99381, 99387)
        or number_between(code, 99341, 99345)
        or code in ("92002", "92004")
    )


edit = Edit(
    "LIN021",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Use the established code of the same level of work.",
    prevents=("CARC B16",),
    source="CPT E/M definition; Pub 100-04 ch.12 §30.6.7",
    when=When(procedures=_is_for_new),
    needs="history",
)


@edit.check
def not_a_new_patient(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if not _is_for_new(line.procedure) or line.service_from is None:
            continue
        clinician = line.rendering or claim.rendering or claim.billing
        seen = [past.service_from for past in given.history if _counts(past, clinician, claim, line.service_from)]
        if seen:
            message = f"seen on {max(seen)} by the same group; {line.procedure} is for new patients"
            yield edit.finding(on_line(claim, index, "procedure"), message)


def _counts(past: PastService, clinician: Party, claim: Claim, on: date) -> bool:
    """A face-to-face service by the same clinician or group, before the day and within three years of it."""
    by_us = past.rendering_npi == clinician.npi or past.billing_npi == claim.billing.npi
    face_to_face = is_visit(past.procedure) or number_between(past.procedure, 10000, 69999)
    years = on.year - past.service_from.year - ((on.month, on.day) < (past.service_from.month, past.service_from.day))
    return by_us and face_to_face and past.service_from < on and years < _YEARS
