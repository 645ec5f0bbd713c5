"""Booking visits and seeing them through the day.

The rows of `Slot` decide who has a clinician's time: their unique constraint refuses the second of two people who book
at the same moment.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from msgspec import Struct
from msgspec.structs import replace

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record, move
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.errors import NotAllowedNow, NotPermitted
from cleanclaim.apps.practices.models import Clinician, Location
from cleanclaim.apps.practices.prepared import row_update, rows_insert
from cleanclaim.apps.scheduling.choices import VisitType
from cleanclaim.apps.scheduling.errors import SlotTaken
from cleanclaim.apps.scheduling.models import SLOT_MINUTES, Appointment, Slot

MANAGE = "appointment.manage"


class VisitPlan(Struct, frozen=True, kw_only=True):
    """Who sees whom, where and when; `starts_at` aware and on a ten-minute mark."""

    patient: Patient
    clinician: Clinician
    location: Location
    starts_at: datetime
    minutes: int = 20
    visit_type: str = VisitType.FOLLOW_UP
    reason: str = ""


@transaction.atomic
def appointment_book(*, plan: VisitPlan, by: Actor) -> Appointment:
    """Take the clinician's time for the patient; raises SlotTaken."""
    _require_manage(plan.clinician, by)
    _refuse_unfit_time(plan)
    values = {name: getattr(plan, name) for name in plan.__struct_fields__}
    appointment = Appointment.objects.create(practice=by.practice, **values)
    _take_time(appointment)
    words = f"Booked {plan.patient.name} with {plan.clinician} for {_when(appointment)}"
    activity_record(subject=appointment, what="appointment_book", words=words, by=by)
    return appointment


@transaction.atomic
def appointment_move(
    *, appointment: Appointment, starts_at: datetime, by: Actor, clinician: Clinician | None = None
) -> Appointment:
    """Give the visit another time: a new appointment takes it, the old one is kept as rescheduled."""
    _require_manage(appointment.clinician, by)
    appointment.slots.all().delete()
    plan = VisitPlan(**{name: getattr(appointment, name) for name in VisitPlan.__struct_fields__})
    moved = appointment_book(
        plan=replace(plan, starts_at=starts_at, clinician=clinician or appointment.clinician), by=by
    )
    move(row=appointment, event="move", words=f"Moved to {_when(moved)}", by=by, source=f"appointment:{moved.pk}")
    return moved


@transaction.atomic
def appointment_confirm(*, appointment: Appointment, by: Actor) -> Appointment:
    """The patient says they will come."""
    return _moved(appointment, "confirm", "Visit confirmed", by)


@transaction.atomic
def appointment_check_in(*, appointment: Appointment, by: Actor, confirmed: str = "") -> Appointment:
    """The patient is here, be it late after a no-show; `confirmed` says what was looked at (identity, card)."""
    day = appointment.service_on
    if day != clock.today():
        raise NotAllowedNow(f"The visit is on {day}: check in that day, or move the visit to today.")
    appointment.checked_in_at = clock.now()
    event = "arrived_late" if appointment.state == "no_show" else "check_in"
    return _moved(appointment, event, "Checked in", by, why=confirmed, also=("checked_in_at",))


@transaction.atomic
def appointment_start(*, appointment: Appointment, by: Actor) -> Appointment:
    """The clinician begins."""
    return _moved(appointment, "start", "Visit began", by)


@transaction.atomic
def appointment_check_out(*, appointment: Appointment, by: Actor) -> Appointment:
    """The patient leaves."""
    return _moved(appointment, "check_out", "Checked out", by)


@transaction.atomic
def appointment_finish(*, appointment: Appointment, by: Actor) -> Appointment:
    """The visit has its charges, or a reason for none."""
    return _moved(appointment, "finish", "Visit completed", by)


@transaction.atomic
def appointment_cancel(*, appointment: Appointment, why: str, by: Actor, by_patient: bool = True) -> Appointment:
    """Give the time back, and keep who wanted it so and why."""
    if not why.strip():
        raise NotAllowedNow("Not canceled: say why, since the reason is asked for later.")
    who, event = ("the patient", "cancel_p") if by_patient else ("the practice", "cancel_c")
    appointment.slots.all().delete()
    return _moved(appointment, event, f"Canceled by {who}", by, why=why)


@transaction.atomic
def appointment_no_show(*, appointment: Appointment, by: Actor) -> Appointment:
    """The patient did not come; only once the time has begun."""
    if appointment.starts_at > clock.now():
        raise NotAllowedNow(f"The visit begins {_when(appointment)}: it cannot be missed yet.")
    return _moved(appointment, "grace_passed", "Did not come", by)


@transaction.atomic
def appointment_copay_set(*, appointment: Appointment, copay: int | None, by: Actor) -> None:
    """What the patient owes at the desk, in cents, as the payer answered; None: not known."""
    appointment.copay_due = copay
    row_update(appointment, ("copay_due",))


def _require_manage(clinician: Clinician, by: Actor) -> None:
    """Who holds the permission for their own visits only must be the clinician of this one."""
    by.require(MANAGE)
    if by.level(MANAGE) == "own" and (by.user is None or clinician.user_id != by.user.pk):
        raise NotPermitted(f"{by.name} may change own visits only; this one is with {clinician}.")


def _refuse_unfit_time(plan: VisitPlan) -> None:
    day = timezone.localtime(plan.starts_at).date()
    if day < clock.today():
        raise NotAllowedNow(f"{day} is past: choose today or a later day.")
    if plan.starts_at.minute % SLOT_MINUTES or plan.minutes % SLOT_MINUTES or plan.minutes <= 0:
        raise NotAllowedNow(f"A visit begins on a ten-minute mark and lasts a multiple of {SLOT_MINUTES} minutes.")
    if not plan.clinician.is_in_force(day):
        raise NotAllowedNow(f"{plan.clinician} does not work here on {day}: choose another clinician.")


def _take_time(appointment: Appointment) -> None:
    slots = [
        Slot(
            practice_id=appointment.practice_id, clinician_id=appointment.clinician_id, appointment=appointment,
            starts_at=appointment.starts_at + timedelta(minutes=minute),
        )
        for minute in range(0, appointment.minutes, SLOT_MINUTES)
    ]  # fmt: skip
    try:
        with transaction.atomic():
            rows_insert(slots)
    except IntegrityError:
        raise SlotTaken(
            f"Not booked: {appointment.clinician} is taken {_when(appointment)} within {appointment.minutes} minutes. "
            "Choose another time."
        ) from None


def _moved(
    appointment: Appointment, event: str, words: str, by: Actor, *, why: str = "", also: tuple[str, ...] = ()
) -> Appointment:
    _require_manage(appointment.clinician, by)
    move(row=appointment, event=event, words=words, by=by, why=why, also=also)
    return appointment


def _when(appointment: Appointment) -> str:
    return f"{timezone.localtime(appointment.starts_at):%b %-d at %H:%M}"
