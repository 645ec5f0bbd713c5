"""Two people at two desks want the same time."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.builders.billed import a_covered_patient
from tests.journeys.acts import at, done, press

from cleanclaim.apps.scheduling.models import Appointment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 18)


def test_of_two_people_who_take_the_same_time_one_is_told(sign_in, team):
    with at(TODAY, 9):
        patients = [a_covered_patient(team, payer_id="60054", member_id=number) for number in ("MBP1", "MBP2")]
        desks = [sign_in("ines"), sign_in("morgan")]
        for desk, patient in zip(desks, patients, strict=True):
            choose_ten_thirty(desk, patient.pk)
        first, second = desks
        press(first, "Control+Enter")
        done(first, "June Whitaker booked")
        press(second, "Control+Enter")
        expect(second.get_by_role("main")).to_contain_text("10:30 is not free any more: choose another time.")
    assert Appointment.everywhere.count() == 1


def choose_ten_thirty(desk: Page, patient_id: int) -> None:
    desk.goto(f"/scheduling/new/?patient={patient_id}&day={TODAY}")
    desk.get_by_label("10:30").check()
