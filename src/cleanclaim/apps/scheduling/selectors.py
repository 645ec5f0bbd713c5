"""Reads of the scheduling app; each carries its permission."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet, Sum
from django.utils import timezone

from cleanclaim import clock
from cleanclaim.apps.ledger.choices import Purpose
from cleanclaim.apps.ledger.models import Receipt
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often, counted
from cleanclaim.apps.practices.models import Clinician, User
from cleanclaim.apps.scheduling.models import SLOT_MINUTES, Appointment, Slot

OPENS, CLOSES = time(8), time(17)
EXPECTED = ("booked", "confirmed")
GIVEN_UP = ("cancelled_patient", "cancelled_practice", "rescheduled")
MANAGE = "appointment.manage"


def appointments_visible(*, by: Actor) -> QuerySet[Appointment]:
    """Every appointment the actor may see; who may manage own ones only sees those of the own clinician."""
    by.require(MANAGE)
    rows = Appointment.objects.select_related("patient", "clinician", "location")
    return rows.filter(clinician__user=by.user) if by.level(MANAGE) == "own" else rows


def appointments_of_day(*, day: date, by: Actor, clinician: Clinician | None = None) -> list[Appointment]:
    """The visits of a day by time, those given up left out."""
    first, last = day_bounds(day)
    rows = appointments_visible(by=by).filter(starts_at__gte=first, starts_at__lt=last).exclude(state__in=GIVEN_UP)
    if clinician is not None:
        rows = rows.filter(clinician=clinician)
    return list(rows.order_by("starts_at", "clinician__last_name", "pk"))


def expected_count(*, day: date, by: Actor) -> int:
    """How many of that day's visits are still to come in: asked with every page."""
    by.require(MANAGE)
    bounds = day_bounds(day)
    return sum(_count_of(by.user, *bounds) if by.level(MANAGE) == "own" else _count_of_all(*bounds))


@asked_often
def _count_of_all(first: datetime, last: datetime) -> QuerySet[Appointment]:
    return counted(_expected(first, last))


@asked_often
def _count_of(user: User, first: datetime, last: datetime) -> QuerySet[Appointment]:
    return counted(_expected(first, last).filter(clinician__user=user))


def _expected(first: datetime, last: datetime) -> QuerySet[Appointment]:
    return Appointment.objects.filter(starts_at__gte=first, starts_at__lt=last, state__in=EXPECTED)


def appointments_of_patient(*, patient: Patient, by: Actor) -> QuerySet[Appointment]:
    """The patient's visits, newest first."""
    return appointments_visible(by=by).filter(patient=patient).order_by("-starts_at", "-pk")


def clinicians_working(*, day: date) -> list[Clinician]:
    """Who sees patients that day, by name."""
    return [row for row in Clinician.objects.order_by("last_name", "first_name") if row.is_in_force(day)]


def times_free(*, clinician: Clinician, day: date, minutes: int) -> list[datetime]:
    """When a visit of that length could begin within opening hours, not before now."""
    opens, closes = _at(day, OPENS), _at(day, CLOSES)
    taken = set(Slot.objects.filter(clinician=clinician, starts_at__gte=opens, starts_at__lt=closes).values_list(
        "starts_at", flat=True
    ))  # fmt: skip
    step = timedelta(minutes=SLOT_MINUTES)
    slots = [opens + step * number for number in range((closes - opens) // step)]
    needed = minutes // SLOT_MINUTES
    earliest = clock.now() - step
    return [
        slot
        for position, slot in enumerate(slots[: len(slots) - needed + 1])
        if slot > earliest and taken.isdisjoint(slots[position : position + needed])
    ]


def copays_collected(*, appointments: Iterable[Appointment]) -> dict[int, int]:
    """{appointment id: cents taken as copay}."""
    ids = [appointment.pk for appointment in appointments]
    receipts = Receipt.objects.filter(appointment_id__in=ids, purpose=Purpose.COPAY)
    return dict(receipts.values_list("appointment_id").annotate(Sum("amount")))


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight at the practice."""
    return _at(day, time(0)), _at(day + timedelta(days=1), time(0))


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
