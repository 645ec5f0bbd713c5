"""One day of a practice: visits, notes, charges, claims out, answers in, and the work people do about them."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from random import Random

from django.conf import settings
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.adapters.clearinghouses.simulator.payers import work
from cleanclaim.apps.eligibility.errors import NothingToAsk
from cleanclaim.apps.eligibility.services import appointment_eligibility_check
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.encounters.services import encounter_document, encounter_open, encounter_sign
from cleanclaim.apps.exchange.errors import NothingToSend
from cleanclaim.apps.ledger.choices import Method, Purpose
from cleanclaim.apps.patient_billing.services import payment_take
from cleanclaim.apps.practices.models import Clinician, Location
from cleanclaim.apps.scheduling.models import Appointment
from cleanclaim.apps.scheduling.services import (
    VisitPlan,
    appointment_book,
    appointment_cancel,
    appointment_check_in,
    appointment_no_show,
)
from cleanclaim.interfaces.demo.practice import PARTNER, Team
from cleanclaim.interfaces.demo.visits import Planned
from cleanclaim.interfaces.jobs.billing import encounter_bill
from cleanclaim.interfaces.jobs.intake import intake
from cleanclaim.interfaces.jobs.sending import deliver, send

NO_SHOWS, CANCELED = 3, 4  # of a hundred
SENDING_DAYS = (0, 2, 4)
METHODS = (Method.CARD, Method.CARD, Method.CASH, Method.CHECK)


class Place(Struct):
    """A practice's day, as the people in it see it."""

    team: Team
    clinicians: list[Clinician]
    locations: list[Location]
    rng: Random
    asked: set[tuple[int, int]]  # (patient, month) of eligibility already asked


def day_play(
    place: Place, day: date, planned: list[Planned], *, is_signed: bool = True, is_billed: bool = True
) -> None:
    """Everything from the first patient to the last file of the day."""
    for each in planned:
        appointment = visit_book(place, day, each)
        if appointment_happens(place, appointment):
            _visit(place, appointment, each, is_signed=is_signed, is_billed=is_billed)
    if day.weekday() in SENDING_DAYS:
        with clock.at(_at(day, 17)):
            exchange(place)


def visit_book(place: Place, day: date, planned: Planned) -> Appointment:
    """Booked some days before."""
    plan = VisitPlan(
        patient=planned.patient,
        clinician=place.clinicians[planned.clinician],
        location=place.locations[planned.clinician % len(place.locations)],
        starts_at=planned.starts_at(day),
        visit_type=planned.visit.type,
        reason=planned.visit.reason,
    )
    with clock.at(_at(day - timedelta(days=planned.lead_days), 10)):
        return appointment_book(plan=plan, by=place.team.as_("front_desk"))


def appointment_happens(place: Place, appointment: Appointment) -> bool:
    """Most patients come."""
    drawn, front_desk = place.rng.randrange(100), place.team.as_("front_desk")
    if drawn < CANCELED:
        with clock.at(appointment.starts_at - timedelta(hours=20)):
            appointment_cancel(appointment=appointment, why="Patient called", by=front_desk)
    elif drawn < CANCELED + NO_SHOWS:
        with clock.at(appointment.starts_at + timedelta(minutes=30)):
            appointment_no_show(appointment=appointment, by=front_desk)
    return drawn >= CANCELED + NO_SHOWS


def exchange(place: Place) -> None:
    """Send what is ready, let the payers work, take in what they answer."""
    system = place.team.as_("system")
    with suppress(NothingToSend):
        send(by=place.team.as_("biller"))
    deliver(by=system)
    work(settings.DATA_DIR / "exchange" / str(place.team.practice.pk) / PARTNER, on=clock.now())
    intake(by=system)


def coverage_ask(place: Place, appointment: Appointment) -> None:
    """Ask the payer once a month; the answer puts the copay on the visit."""
    key = (appointment.patient_id, appointment.starts_at.year * 12 + appointment.starts_at.month)
    if key in place.asked:
        return
    with suppress(NothingToAsk):
        appointment_eligibility_check(appointment=appointment, by=place.team.as_("front_desk"))
        place.asked.add(key)


def check_in(place: Place, appointment: Appointment) -> None:
    """At the desk: the copay that is known is taken, mostly."""
    front_desk = place.team.as_("front_desk")
    if appointment.copay_due and place.rng.random() < 0.9:
        method = place.rng.choice(METHODS)
        payment_take(
            patient=appointment.patient,
            amount=appointment.copay_due,
            method=method,
            purpose=Purpose.COPAY,
            reference=f"{place.rng.randrange(10**6):06d}" if method != Method.CASH else "",
            location=appointment.location,
            appointment_id=appointment.pk,
            by=front_desk,
        )
    appointment_check_in(appointment=appointment, by=front_desk)


def document(place: Place, appointment: Appointment, planned: Planned, *, is_signed: bool) -> Encounter:
    """The clinician's note and codes."""
    clinician = place.team.clinicians[appointment.clinician_id]
    encounter = encounter_open(
        patient=appointment.patient,
        clinician=appointment.clinician,
        location=appointment.location,
        service_on=appointment.service_on,
        appointment=appointment,
        by=clinician,
    )
    visit = planned.visit
    encounter_document(encounter=encounter, note=visit.note, diagnoses=visit.dx, services=visit.performed, by=clinician)
    return encounter_sign(encounter=encounter, by=clinician) if is_signed else encounter


def _visit(place: Place, appointment: Appointment, planned: Planned, *, is_signed: bool, is_billed: bool) -> None:
    starts = appointment.starts_at
    with clock.at(starts - timedelta(minutes=8)):
        coverage_ask(place, appointment)
        check_in(place, appointment)
    with clock.at(starts + timedelta(minutes=15)):
        encounter = document(place, appointment, planned, is_signed=is_signed)
    if is_signed and is_billed:
        with clock.at(starts + timedelta(minutes=40)):
            encounter_bill(encounter=encounter, by=place.team.as_("coder"))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour))
