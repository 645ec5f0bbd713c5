"""Appointments as rows of the acting practice, with the slots they take."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from tests.builders.patients import a_patient
from tests.builders.practices import the_clinician, the_location

from cleanclaim import clock
from cleanclaim.apps.scheduling.choices import VisitType
from cleanclaim.apps.scheduling.models import SLOT_MINUTES, Appointment, Slot


def at_time(text: str, day: date | None = None) -> datetime:
    """ "10:30" of a day at the practice, today unless told."""
    return timezone.make_aware(datetime.combine(day or clock.today(), time.fromisoformat(text)))


def an_appointment(**given: object) -> Appointment:
    """A follow-up of June Whitaker at 10:30 today, booked."""
    values = {
        "patient": given.get("patient") or a_patient(), "clinician": given.get("clinician") or the_clinician(),
        "location": given.get("location") or the_location(), "starts_at": at_time("10:30"), "minutes": 20,
        "visit_type": VisitType.FOLLOW_UP, "state": "booked",
    }  # fmt: skip
    appointment = Appointment.objects.create(**values | given)
    Slot.objects.bulk_create(
        Slot(
            practice_id=appointment.practice_id, clinician=appointment.clinician, appointment=appointment,
            starts_at=appointment.starts_at + timedelta(minutes=minute),
        )
        for minute in range(0, appointment.minutes, SLOT_MINUTES)
    )  # fmt: skip
    return appointment
