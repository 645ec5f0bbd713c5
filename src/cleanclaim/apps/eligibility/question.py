"""From rows to the 270, and from the payer's bytes to what they mean."""

from datetime import date

from cleanclaim import clock
from cleanclaim.apps.patients.choices import Relationship
from cleanclaim.apps.patients.models import Coverage, Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Organization, Payer
from cleanclaim.apps.practices.partners import partner_named
from cleanclaim.apps.practices.services import control_number_take
from cleanclaim.core.benefits import EligibilityRequest, EligibilityResponse
from cleanclaim.core.benefits.read import read_271
from cleanclaim.core.benefits.write import write_270_interchange
from cleanclaim.core.claim.value import Party, Person
from cleanclaim.core.errors import CoreError
from cleanclaim.core.x12 import Envelope, read_transactions
from cleanclaim.core.x12.errors import UnwritableValue

# INS02 of a 270 knows spouse, child and other adult only
RELATIONSHIPS_ASKED = {Relationship.SPOUSE: "01", Relationship.CHILD: "19"}
OTHER_ADULT = "34"


class Unanswerable(Exception):
    """The question cannot be written, or what came back does not answer it."""


def question(*, coverage: Coverage, service_on: date, by: Actor) -> tuple[str, bytes]:
    """The trace number, and the 270 that asks about the day of service; empty bytes when X12 cannot carry a name."""
    number = control_number_take(series="ISA13", by=by)
    trace_number = f"E{number:09d}"
    is_self = coverage.relationship == Relationship.SELF
    request = EligibilityRequest(
        payer=Party(name=coverage.payer.name, payer_id=coverage.payer.payer_id),
        provider=Party(name=by.practice.name, npi=by.practice.npi),
        subscriber=_patient(coverage.patient, coverage.member_id) if is_self else _subscriber(coverage),
        dependent=None if is_self else _patient(coverage.patient),
        relationship="18" if is_self else RELATIONSHIPS_ASKED.get(coverage.relationship, OTHER_ADULT),
        service_on=service_on,
        trace_number=trace_number,
    )
    envelope = _envelope(by.practice, coverage.payer, number)
    try:
        return trace_number, write_270_interchange(request, envelope, sent_at=envelope.moment)
    except UnwritableValue:  # a sign in the name or member ID that X12 does not have
        return trace_number, b""


def answer(content: bytes, *, trace_number: str) -> EligibilityResponse:
    """The 271 that answers the question of that trace number; raises Unanswerable."""
    try:
        responses = [
            response for part in read_transactions(content) if part.kind == "271" for response in read_271(part)
        ]
    except CoreError as unreadable:
        raise Unanswerable(f"The payer's answer cannot be read: {unreadable}") from unreadable
    ours = [response for response in responses if response.trace_number in ("", trace_number)]
    if not ours:
        raise Unanswerable("The payer answered, but not the question that was asked")
    return ours[0]


def _envelope(practice: Organization, payer: Payer, number: int) -> Envelope:
    partner = partner_named(payer.receiver_id)
    return Envelope(
        sender=practice.submitter_id or practice.tax_id,
        receiver=payer.receiver_id,
        control_number=number,
        moment=clock.now(),
        usage="T" if partner is None or partner.is_test else "P",
    )


def _patient(patient: Patient, member_id: str = "") -> Person:
    return Person(
        last_name=patient.last_name, first_name=patient.first_name, middle_name=patient.middle_name,
        birth_date=patient.birth_date, sex=patient.sex, member_id=member_id,
    )  # fmt: skip


def _subscriber(coverage: Coverage) -> Person:
    return Person(
        last_name=coverage.subscriber_last_name, first_name=coverage.subscriber_first_name,
        birth_date=coverage.subscriber_birth_date, sex=coverage.subscriber_sex, member_id=coverage.member_id,
    )  # fmt: skip
