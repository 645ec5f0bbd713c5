"""A visit from its booking to its end."""

from datetime import date

import pytest
from tests.builders.patients import a_patient
from tests.builders.practices import a_clinician, an_actor, the_clinician, the_location
from tests.builders.scheduling import an_appointment, at_time

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.practices.errors import NotAllowedNow, NotPermitted
from cleanclaim.apps.scheduling import services
from cleanclaim.apps.scheduling.errors import SlotTaken
from cleanclaim.apps.scheduling.models import Appointment, Slot
from cleanclaim.apps.scheduling.services import VisitPlan

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday():
    with clock.at(MONDAY):
        yield


def plan(time="13:00", minutes=20, **given):
    values = {"patient": a_patient(), "clinician": the_clinician(), "location": the_location()}
    return VisitPlan(**values | {"starts_at": at_time(time), "minutes": minutes} | given)


def test_a_visit_takes_its_clinician_s_time(by):
    services.appointment_book(plan=plan("13:00", 30), by=by)
    assert [slot.starts_at for slot in Slot.objects.order_by("starts_at")] == [
        at_time("13:00"), at_time("13:10"), at_time("13:20"),
    ]  # fmt: skip


@pytest.mark.parametrize("time", ["12:50", "13:00", "13:20"])
def test_taken_time_is_not_given_twice(time, by):
    services.appointment_book(plan=plan("13:00", 30), by=by)
    with pytest.raises(SlotTaken, match="Anika Raman, MD is taken"):
        services.appointment_book(plan=plan(time), by=by)
    assert Appointment.objects.count() == 1


def test_another_clinician_is_free_at_the_same_time(by):
    for clinician in (the_clinician(), a_clinician(last_name="Castillo")):
        services.appointment_book(plan=plan(clinician=clinician), by=by)
    assert Appointment.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"starts_at": at_time("09:00", date(2026, 11, 20))}, "2026-11-20 is past"),
        ({"time": "13:05"}, "ten-minute mark"),
        ({"minutes": 15}, "multiple of 10 minutes"),
    ],
)
def test_a_time_that_cannot_be_kept_is_refused(given, says, by):
    with pytest.raises(NotAllowedNow, match=says):
        services.appointment_book(plan=plan(**given), by=by)


def test_who_has_left_is_not_booked(by):
    left = a_clinician(last_name="Ortiz", effective_to=date(2026, 10, 31))
    with pytest.raises(NotAllowedNow, match="does not work here on 2026-11-23"):
        services.appointment_book(plan=plan(clinician=left), by=by)


def test_a_clinician_books_own_visits_only(practice, by):
    clinician = an_actor(practice, "clinician")
    own = a_clinician(user=clinician.user, last_name="Brandt")
    services.appointment_book(plan=plan(clinician=own), by=clinician)
    with pytest.raises(NotPermitted):
        services.appointment_book(plan=plan(), by=clinician)


def test_the_day_of_a_visit(by):
    visit = an_appointment(starts_at=at_time("11:30"))
    for act in ("confirm", "check_in", "start", "check_out", "finish"):
        getattr(services, f"appointment_{act}")(appointment=visit, by=by)
    assert visit.state == "completed"
    assert visit.checked_in_at == clock.now()


def test_nobody_checks_in_on_another_day(by):
    visit = an_appointment(starts_at=at_time("10:30", date(2026, 11, 24)))
    with pytest.raises(NotAllowedNow, match="The visit is on 2026-11-24"):
        services.appointment_check_in(appointment=visit, by=by)


def test_who_comes_late_after_a_no_show_is_checked_in(by):
    visit = an_appointment(starts_at=at_time("09:00"))
    services.appointment_no_show(appointment=visit, by=by)
    services.appointment_check_in(appointment=visit, by=by)
    assert visit.state == "checked_in"


def test_a_visit_is_not_missed_before_its_time(by):
    with pytest.raises(NotAllowedNow, match="cannot be missed yet"):
        services.appointment_no_show(appointment=an_appointment(starts_at=at_time("15:00")), by=by)


def test_a_canceled_visit_gives_its_time_back(by):
    visit = an_appointment()
    services.appointment_cancel(appointment=visit, why="Has the flu", by=by)
    assert (visit.state, Slot.objects.count()) == ("cancelled_patient", 0)
    assert ActivityEntry.objects.get(what="cancel_p").why == "Has the flu"


def test_a_cancellation_says_why(by):
    with pytest.raises(NotAllowedNow, match="say why"):
        services.appointment_cancel(appointment=an_appointment(), why=" ", by=by)


def test_a_visit_may_move_into_its_own_time(by):
    visit = an_appointment(starts_at=at_time("13:00"), minutes=30)
    moved = services.appointment_move(appointment=visit, starts_at=at_time("13:10"), by=by)
    assert (visit.state, moved.state, Slot.objects.count()) == ("rescheduled", "booked", 3)


def test_a_finished_visit_is_not_canceled(by):
    with pytest.raises(NotAllowedNow):
        services.appointment_cancel(appointment=an_appointment(state="completed"), why="Too late", by=by)
