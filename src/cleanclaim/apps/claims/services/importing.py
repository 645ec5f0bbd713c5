"""Taking over claims that other software wrote: the snapshot is the claim as read, and is worked like any other."""

import hashlib
from datetime import timedelta

from django.db import transaction
from msgspec.structs import replace

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.claims.choices import Frequency, Sequence
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.services.drafting import WORKS_ON_CLAIMS, control_number, require_any
from cleanclaim.apps.claims.services.scrubbing import claim_scrub
from cleanclaim.apps.claims.snapshot import pack
from cleanclaim.apps.patients.models import Coverage, Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Payer
from cleanclaim.core.claim import Claim as ClaimValue

IMPORTED = "claim_import"
LONGEST_NUMBER = 20  # CLM01


@transaction.atomic
def claim_import(
    *, value: ClaimValue, patient: Patient, payer: Payer, coverage: Coverage | None, source: str, by: Actor
) -> Claim:
    """Keep a claim as read and judge it by the edits; it has no visit.

    Its control number is kept unless it is empty, too long or taken: then it gets our next one, and the old one stays
    in the record of the act.  The value must have service dates.
    """
    require_any(by, *WORKS_ON_CLAIMS)
    number, read_as = value.control_number, imported_as(value)
    taken = not 0 < len(number) <= LONGEST_NUMBER or Claim.objects.filter(control_number=number).exists()
    if taken:
        value = replace(value, control_number=control_number(by))
    claim = Claim.objects.create(
        practice=by.practice,
        control_number=value.control_number,
        patient=patient,
        coverage=coverage,
        payer=payer,
        sequence=value.sequence if value.sequence in Sequence.values else Sequence.PRIMARY,
        frequency=value.frequency if value.frequency in Frequency.values else Frequency.ORIGINAL,
        payer_claim_control_number=value.payer_claim_control_number[:50],
        charge=value.total_charge,
        service_from=value.service_from,
        service_to=value.service_to,
        filing_deadline=value.service_from + timedelta(days=payer.timely_filing_days),
        snapshot=pack(value),
        created_at=clock.now(),
    )
    words = f"Taken over from {source}" + (f", where it was {number}" if taken else "")
    activity_record(subject=claim, what=IMPORTED, words=words, by=by, source=read_as, amount=claim.charge)
    claim_scrub(claim=claim, by=by)
    return claim


def imported_as(value: ClaimValue) -> str:
    """What names a claim as read for ever, however it is worked later."""
    return f"837:{hashlib.sha256(pack(value)).hexdigest()}"


def imported_before(values: list[ClaimValue]) -> set[str]:
    """Which of the claims (by `imported_as`) were taken over already."""
    wanted = [imported_as(value) for value in values]
    rows = ActivityEntry.objects.filter(what=IMPORTED, source__in=wanted)
    return set(rows.values_list("source", flat=True))
