"""The day as the front desk sees it, and checking in."""

from datetime import date, timedelta

import pytest
from tests.builders.eligibility import a_check
from tests.builders.patients import a_patient
from tests.builders.payments import a_self_pay_visit
from tests.builders.practices import a_clinician, an_actor, the_clinician
from tests.builders.scheduling import an_appointment, at_time

from cleanclaim import clock
from cleanclaim.apps.ledger.models import Receipt
from cleanclaim.apps.patient_billing.services import statement_issue

MONDAY = date(2026, 11, 23)
SEEN = {"identity": "on", "card": "on", "address": "on", "method": "cash"}


@pytest.fixture(autouse=True)
def monday():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def desk(practice, by, browsing_as):
    return browsing_as(an_actor(practice, "front_desk"))


def day(desk, **asked):
    return desk.get("/schedule/", asked).content.decode()


def ready_visit(**given):
    visit = an_appointment(copay_due=25_00, **given)
    a_check(coverage=visit.patient.coverages.get(), appointment=visit, deductible=500_00, deductible_left=145_00)
    return visit


def test_a_covered_visit_is_eligible_and_its_copay_due(desk):
    ready_visit(starts_at=at_time("13:00"))
    page = day(desk)
    assert "Whitaker, June" in page
    assert "Eligible" in page
    assert "Collect" in page


def test_a_visit_nobody_asked_about_is_not_called_eligible(desk):
    an_appointment()
    page = day(desk)
    assert "Not checked" in page
    assert "Eligible" not in page


def test_a_failed_call_leaves_the_last_answer_with_its_age(desk):
    visit = ready_visit(starts_at=at_time("13:00"))
    a_check(
        coverage=visit.patient.coverages.get(), appointment=visit, verdict="", state="timeout",
        reason="The clearinghouse did not answer", asked_ago=timedelta(hours=-1),
    )  # fmt: skip
    page = day(desk)
    assert "Eligible" in page
    assert "The answer above stands" in page
    assert "Payer answer of Nov 23, 12:00" in page


def test_a_day_of_one_clinician(desk):
    an_appointment()
    an_appointment(clinician=the_clinician().__class__.objects.latest("pk"), patient=a_patient(last_name="Hale"))
    assert "Hale, June" not in day(desk, clinician=the_clinician().pk)


def test_checking_in_takes_copay_and_balance_apart(desk):
    visit = ready_visit()
    desk.post(f"/schedule/visits/{visit.pk}/check-in/", SEEN | {"copay": "25.00", "balance": "80"})
    visit.refresh_from_db()
    assert visit.state == "checked_in"
    assert sorted(Receipt.objects.values_list("purpose", "amount")) == [("balance", 80_00), ("copay", 25_00)]


def test_a_balance_paid_at_the_desk_settles_the_statement(desk, by):
    owed, _ = a_self_pay_visit()
    statement = statement_issue(patient=owed.patient, by=by)
    visit = an_appointment(patient=owed.patient)
    desk.post(f"/schedule/visits/{visit.pk}/check-in/", SEEN | {"balance": "285"})
    statement.refresh_from_db()
    assert (statement.amount, statement.state) == (285_00, "paid")


def test_who_pays_later_is_checked_in_without_a_receipt(desk):
    visit = ready_visit()
    desk.post(f"/schedule/visits/{visit.pk}/check-in/", SEEN | {"copay": "25.00", "later": "yes"})
    visit.refresh_from_db()
    assert (visit.state, Receipt.objects.count()) == ("checked_in", 0)


@pytest.mark.parametrize(
    ("sent", "says"),
    [({"identity": ""}, "Look at the ID first."), ({"copay": "25.005"}, "An amount in dollars and cents: 25.00.")],
)
def test_a_refused_check_in_takes_no_money_and_says_why(sent, says, desk):
    visit = ready_visit()
    answer = desk.post(f"/schedule/visits/{visit.pk}/check-in/", SEEN | {"balance": "80"} | sent)
    visit.refresh_from_db()
    assert (answer.status_code, visit.state, Receipt.objects.count()) == (422, "booked", 0)
    assert says in answer.content.decode()


def test_the_same_visit_is_not_checked_in_twice(desk):
    visit = ready_visit(state="checked_in")
    answer = desk.post(f"/schedule/visits/{visit.pk}/check-in/", SEEN | {"copay": "25.00"})
    assert (answer.status_code, Receipt.objects.count()) == (422, 0)


def test_a_clinician_starts_the_visit_of_who_is_here(practice, by, browsing_as):
    clinician = an_actor(practice, "clinician")
    visit = an_appointment(state="checked_in", clinician=a_clinician(user=clinician.user, last_name="Ortiz"))
    assert f'action="/encounters/open/{visit.pk}/"' in day(browsing_as(clinician))


def test_the_front_desk_starts_no_visit(desk):
    an_appointment(state="checked_in")
    assert "Start visit" not in day(desk)


def test_finished_visits_are_folded(desk):
    an_appointment(state="completed")
    assert "1 visit done" in day(desk)
    assert "Whitaker" in day(desk, done=1)


def test_booking_shows_only_free_times(desk):
    an_appointment(starts_at=at_time("13:00"), minutes=30)
    june = a_patient()
    page = desk.get("/scheduling/new/", {"patient": june.pk, "clinician": the_clinician().pk}).content.decode()
    assert 'value="13:30"' in page
    assert 'value="13:20"' not in page


def test_booking_a_time_just_taken_is_said_beside_the_times(desk):
    june = a_patient()
    visit = {"visit_type": "follow_up", "clinician": the_clinician().pk, "location": the_clinician().pk, "minutes": 20}
    an_appointment(starts_at=at_time("14:00"))
    answer = desk.post(
        "/scheduling/new/", visit | {"patient": june.pk, "day": "2026-11-23", "time": "14:00", "location": 1}
    )
    assert answer.status_code == 422
    assert "14:00 is not free any more" in answer.content.decode()


def test_a_day_costs_the_same_queries_however_many_visits(desk, django_assert_max_num_queries):
    for hour in range(8, 17):
        for minute in ("00", "30"):
            ready_visit(starts_at=at_time(f"{hour:02d}:{minute}"))
    with django_assert_max_num_queries(20):
        day(desk)
