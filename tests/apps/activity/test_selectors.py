"""Who did what, outside companies included."""

import pytest
from tests.builders.patients import a_patient
from tests.builders.practices import a_billing_company, an_actor, an_outside_actor

from cleanclaim.apps.activity.selectors import activity_of_practice, timeline
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.practices.errors import NotPermitted


@pytest.fixture
def outsider(practice, by):
    return an_outside_actor(a_billing_company(practice), practice, "biller")


def test_a_timeline_names_the_employer_of_an_outsider(outsider, by):
    june = a_patient()
    activity_record(subject=june, what="patient_update", words="Changed phone", by=outsider)
    assert timeline(patient_id=june.pk, by=by)[0].who == "Dana Whitfield, Cascade Billing"


def test_a_timeline_is_of_one_patient(by):
    june, other = a_patient(), a_patient(last_name="Hale")
    activity_record(subject=other, what="patient_update", words="Changed phone", by=by)
    assert timeline(patient_id=june.pk, by=by) == []
    assert timeline(subject=other, by=by)[0].what == "Changed phone"


def test_the_acts_of_outside_companies_can_be_listed_alone(outsider, by):
    for actor in (by, outsider):
        activity_record(subject=a_patient(), what="patient_update", words="Changed phone", by=actor)
    assert [row.user_name for row in activity_of_practice(by=by, outside=True)] == ["Dana Whitfield"]


def test_a_biller_reads_no_audit_log(practice, by):
    with pytest.raises(NotPermitted):
        activity_of_practice(by=an_actor(practice, "biller"))


def test_the_page_shows_who_and_why(practice, by, browsing_as):
    activity_record(subject=a_patient(), what="patient_update", words="Changed phone", by=by, why="Called in")
    page = browsing_as(an_actor(practice, "auditor")).get("/activity/").content.decode()
    assert "Changed phone" in page
    assert "Called in" in page
