"""A question to the payer, its three answers, and what happens when there is none."""

from datetime import date, timedelta

import pytest
from tests.builders.eligibility import ACTIVE, INACTIVE, NOT_FOUND, a_check
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import an_actor
from tests.builders.scheduling import an_appointment, at_time
from tests.builders.worklist import a_work_item

from cleanclaim import clock
from cleanclaim.apps.eligibility import services
from cleanclaim.apps.eligibility.errors import NothingToAsk
from cleanclaim.apps.eligibility.models import EligibilityCheck
from cleanclaim.apps.eligibility.selectors import checks_latest
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.core.benefits.read import read_270
from cleanclaim.core.x12 import read_transactions

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture(autouse=True)
def monday():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def visit(by):
    return an_appointment(starts_at=at_time("10:30", TUESDAY))


def checked(visit, by):
    return services.appointment_eligibility_check(appointment=visit, by=by)


def test_the_payer_is_asked_for_the_date_of_service(visit, by, payer_says):
    payer = payer_says()
    checked(visit, by)
    (transaction,) = read_transactions(payer.asked[0])
    (asked,) = read_270(transaction)
    assert (asked.service_on, asked.subscriber.member_id) == (TUESDAY, visit.patient.coverages.get().member_id)


def test_an_active_answer_gives_what_the_patient_pays(visit, by, payer_says):
    payer_says(ACTIVE)
    check = checked(visit, by)
    assert (check.state, check.verdict) == ("answered_active", "active")
    assert (check.copay, check.deductible, check.deductible_left) == (25_00, 500_00, 145_00)
    assert visit.copay_due == 25_00


def test_a_preventive_visit_has_no_copay(visit, by, payer_says):
    payer_says(ACTIVE)
    visit.visit_type = "annual"
    visit.save()
    assert checked(visit, by).copay == 25_00
    assert visit.copay_due == 0


def test_an_active_answer_settles_the_work(visit, by, payer_says):
    payer_says(INACTIVE)
    checked(visit, by)
    payer_says(ACTIVE)
    checked(visit, by)
    assert WorkItem.objects.get().resolution == "The payer says active"


def test_an_inactive_answer_is_work_for_the_front_desk(visit, by, payer_says):
    payer_says(INACTIVE)
    assert checked(visit, by).state == "answered_inactive"
    item = WorkItem.objects.get()
    assert (item.kind, item.role, item.deadline, item.amount) == ("eligibility_inactive", "front_desk", TUESDAY, 165_00)


def test_an_undetermined_answer_says_why_and_who_mends_it(visit, by, payer_says):
    payer_says((), NOT_FOUND)
    check = checked(visit, by)
    assert (check.state, check.verdict, check.mended_by) == ("rejected_aaa", "undetermined", "front_desk")
    assert check.reason in WorkItem.objects.get(kind="eligibility_undetermined").reason


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"down": True}, "did not answer within 20 seconds"),
        ({"bytes": b"<html>Gateway timeout</html>"}, "cannot be read"),
        ({"bytes": b""}, "The payer"),
    ],
)
def test_a_failed_call_is_no_verdict(told, reason, visit, by, payer_says):
    payer_says(**told)
    check = checked(visit, by)
    assert (check.state, check.verdict) == ("timeout", "")
    assert reason in check.reason
    assert WorkItem.objects.get().kind == "eligibility_undetermined"


def test_a_failed_call_leaves_the_last_answer_standing(visit, by, payer_says):
    coverage = visit.patient.coverages.get()
    before = a_check(coverage=coverage, appointment=visit, asked_ago=timedelta(days=3))
    payer_says(down=True)
    failed = checked(visit, by)
    standing = checks_latest(coverages=[coverage], by=by)[coverage.pk]
    assert (standing.answer, standing.failed) == (before, failed)
    assert not WorkItem.objects.exists()


def test_an_answer_to_another_question_is_not_taken(visit, by, payer_says):
    payer = payer_says()
    checked(visit, by)
    payer_says(bytes=payer.ask(None, payer.asked[0]))
    assert "not the question that was asked" in checked(visit, by).reason


def test_every_question_is_a_new_row(visit, by, payer_says):
    payer_says()
    for _ in range(2):
        checked(visit, by)
    assert EligibilityCheck.objects.values("trace_number").distinct().count() == 2


def test_a_child_is_asked_about_as_its_parent_s_dependent(by, payer_says):
    child = a_patient(first_name="Ivy", covered=False)
    coverage = a_coverage(
        patient=child, relationship="19", subscriber_first_name="June", subscriber_last_name="Whitaker",
        subscriber_birth_date=date(1968, 4, 9),
    )  # fmt: skip
    payer = payer_says()
    services.eligibility_check(coverage=coverage, service_on=TUESDAY, by=by)
    (transaction,) = read_transactions(payer.asked[0])
    (asked,) = read_270(transaction)
    assert (asked.subscriber.first_name, asked.dependent.first_name, asked.relationship) == ("June", "Ivy", "19")


def test_a_name_that_x12_cannot_carry_is_said_and_not_sent(by, payer_says):
    payer = payer_says()
    visit = an_appointment(patient=a_patient(last_name="Łukasz"), starts_at=at_time("10:30", TUESDAY))
    assert "X12 cannot carry" in checked(visit, by).reason
    assert payer.asked == []


def test_a_visit_without_a_plan_has_nothing_to_ask(by):
    visit = an_appointment(patient=a_patient(covered=False))
    with pytest.raises(NothingToAsk, match="no plan in force"):
        checked(visit, by)


def test_a_day_is_asked_once_for_each_visit_that_is_not_known(visit, by, payer_says):
    payer_says()
    an_appointment(starts_at=at_time("11:00", TUESDAY))
    an_appointment(starts_at=at_time("11:30", TUESDAY), patient=a_patient(covered=False))
    assert len(services.eligibility_checks_day(day=TUESDAY, by=by)) == 2
    assert services.eligibility_checks_day(day=TUESDAY, by=by) == []


def test_a_coder_asks_no_payer(visit, practice, by):
    with pytest.raises(NotPermitted):
        checked(visit, an_actor(practice, "coder"))


def test_work_about_a_visit_ends_with_its_day(by):
    ended = a_work_item(kind="eligibility_inactive", deadline=clock.today() - timedelta(days=1))
    today = a_work_item(kind="eligibility_undetermined", deadline=clock.today())
    assert services.eligibility_work_expire(by=by) == 1
    ended.refresh_from_db()
    assert (ended.state, ended.resolution) == ("cancelled_auto", "The visit is over; the claim will tell")
    assert list(WorkItem.objects.filter(closed_at=None)) == [today]
