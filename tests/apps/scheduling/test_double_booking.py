"""Two people book the same time at the same moment: one has it, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.builders.patients import a_patient
from tests.builders.practices import a_practice, the_clinician, the_location
from tests.builders.scheduling import at_time

from cleanclaim import clock
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.apps.scheduling.errors import SlotTaken
from cleanclaim.apps.scheduling.models import Appointment, Slot
from cleanclaim.apps.scheduling.services import VisitPlan, appointment_book

PEOPLE = 6


@pytest.mark.django_db(transaction=True)
def test_of_people_booking_at_once_one_has_the_time():
    with acting_as(system_actor(a_practice())) as by, clock.at(clock.today()):
        plan = VisitPlan(
            patient=a_patient(), clinician=the_clinician(), location=the_location(), starts_at=at_time("13:00")
        )
    start = Barrier(PEOPLE)

    def book(_: int) -> str:
        try:
            with acting_as(by), clock.at(clock.today()):
                start.wait(timeout=20)
                appointment_book(plan=plan, by=by)
        except SlotTaken:
            return "told"
        finally:
            connection.close()
        return "booked"

    with ThreadPoolExecutor(PEOPLE) as people:
        answers = sorted(people.map(book, range(PEOPLE)))
    assert answers == ["booked"] + ["told"] * (PEOPLE - 1)
    with acting_as(by):
        assert (Appointment.objects.count(), Slot.objects.count()) == (1, 2)
