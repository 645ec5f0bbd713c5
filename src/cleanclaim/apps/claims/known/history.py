"""The patient's services on other claims, as they were sent."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

import msgspec
from django.db.models import QuerySet
from django.utils import timezone

from cleanclaim.apps.claims.choices import STANDING, UNANSWERED
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.core.claim import Claim as ClaimValue
from cleanclaim.core.claim import ServiceLine
from cleanclaim.core.codesets import CodeSetMissing, CodeSets
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.known import PastService

LOOKED_BACK = timedelta(days=3 * 366)  # who was not seen in three years is new
LONGEST_GLOBAL = timedelta(days=100)
_decoder = msgspec.json.Decoder(ClaimValue)


class Past(NamedTuple):
    """A claim that stands, as the statement gives it."""

    patient_id: int
    pk: int
    encounter_id: int | None
    payer_id: int
    state: str
    first_sent_at: datetime | None
    snapshot: bytes


def histories_of(values: Mapping[Claim, ClaimValue], *, codesets: CodeSets) -> dict[Claim, tuple[PastService, ...]]:
    """{claim: services of its patient on other claims that wait to be sent, were sent or answered}.

    Claims of the same visit to another payer are no history: the second payer is told of the same services.
    """
    first = min((claim.service_from for claim in values), default=date.max)
    by_patient: defaultdict[int, list[Past]] = defaultdict(list)
    for row in map(Past._make, _claims_standing(sorted({claim.patient_id for claim in values}), first - LOOKED_BACK)):
        by_patient[row.patient_id].append(row)
    return {
        claim: tuple(
            service
            for past in by_patient[claim.patient_id]
            if not _is_same_matter(past, claim)
            for service in _services(past, on=claim.service_from, codesets=codesets)
        )
        for claim in values
    }


@asked_often
def _claims_standing(patients: list[int], since: date) -> QuerySet:
    rows = Claim.objects.filter(patient__id__in=patients, service_from__gte=since, state__in=STANDING)
    return rows.order_by("service_from", "pk").values_list(*Past._fields)


def _is_same_matter(past: Past, claim: Claim) -> bool:
    """The claim itself, the one that it corrects, or the same visit told to another payer."""
    is_to_other_payer = past.encounter_id is not None and past.payer_id != claim.payer_id
    return past.pk in (claim.pk, claim.corrects_id) or (is_to_other_payer and past.encounter_id == claim.encounter_id)


def _services(past: Past, *, on: date, codesets: CodeSets) -> Iterator[PastService]:
    value = _decoder.decode(bytes(past.snapshot))
    sent_on = timezone.localdate(past.first_sent_at) if past.first_sent_at else None
    bill = value.institutional.type_of_bill.lstrip("0") if value.institutional else ""
    for line in value.lines:
        if line.service_from is None:
            continue
        yield PastService(
            claim=value.control_number,
            procedure=line.procedure,
            service_from=line.service_from,
            service_to=line.service_to,
            modifiers=line.modifiers,
            units=line.units,
            charge=line.charge,
            rendering_npi=(line.rendering or value.rendering or value.billing).npi,
            billing_npi=value.billing.npi,
            payer_id=value.payer.payer_id,
            place_of_service=line.place_of_service or value.place_of_service,
            revenue_code=line.revenue_code,
            type_of_bill=bill,
            global_days=_global_days(line, on, codesets),
            diagnoses=tuple(value.diagnoses[at - 1] for at in line.pointers if 0 < at <= len(value.diagnoses)),
            sent_on=sent_on,
            is_answered=past.state not in UNANSWERED,
        )


def _global_days(line: ServiceLine, on: date, codesets: CodeSets) -> int | None:
    """Days after the procedure that its price includes; None where no loaded schedule says it of a surgery."""
    if not timedelta(0) <= on - line.service_from <= LONGEST_GLOBAL:
        return 0  # ended, or not begun: it does not matter
    try:
        days = codesets.indicators(line.procedure, on=line.service_from).global_days
    except CodeSetMissing:
        return None if number_between(line.procedure, 10004, 69990) else 0
    return int(days) if days.isdigit() else 0
