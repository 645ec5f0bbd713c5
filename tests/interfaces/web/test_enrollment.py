"""Whom a payer has in its books is entered in Settings, and claims of others are held."""

from datetime import date

import pytest
from tests.builders.claims import a_scrubbed_claim
from tests.builders.practices import an_actor, the_clinician, the_payer

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.practices.models import Clinician, Enrollment

SINCE = "2020-01-01"


@pytest.fixture(autouse=True)
def soon_after_the_visit():
    with clock.at(date(2026, 9, 20)):
        yield


@pytest.fixture
def manager(practice, browsing_as):
    return browsing_as(an_actor(practice, "manager"))


def address(payer=None):
    return f"/settings/payers/{(payer or the_payer()).pk}/enrollments/"


def listed(**first):
    """The practice and every clinician since long ago, but for what is said."""
    days = {f"clinician-{each.pk}": SINCE for each in Clinician.objects.exclude(npi="")}
    return {f"{name}-first": day for name, day in ({"practice": SINCE} | days | first).items() if day}


def found(claim):
    return set(claim.findings.values_list("edit", flat=True))


def test_nobody_is_held_where_no_list_was_entered(by):
    assert not {"PRV008", "PRV020"} & found(a_scrubbed_claim(by))


def test_a_claim_of_an_enrolled_clinician_is_not_held(by, manager):
    answer = manager.post(address(), listed())
    assert (answer.status_code, Enrollment.objects.filter(clinician=None).count()) == (302, 1)
    assert ActivityEntry.objects.filter(what="enrollments_set").count() == 1
    assert not {"PRV008", "PRV020"} & found(a_scrubbed_claim(by))


def test_a_clinician_who_is_not_in_the_list_is_held_and_freed_when_entered(by, manager):
    claim = a_scrubbed_claim(by)
    name = f"clinician-{claim.encounter.clinician_id}"
    manager.post(address(), listed(**{name: ""}))
    claim.refresh_from_db()
    assert (claim.state, found(claim) & {"PRV008", "PRV020"}) == ("edit_failed", {"PRV020"})
    manager.post(address(), listed())
    claim.refresh_from_db()
    assert claim.state == "ready"


def test_a_practice_that_is_enrolled_later_is_held(by, manager):
    manager.post(address(), listed(practice="2026-09-20"))
    assert "PRV008" in found(a_scrubbed_claim(by))


def test_the_list_of_one_payer_says_nothing_of_another(by, manager):
    manager.post(address(the_payer("medicare")), listed(practice="2026-09-20"))
    assert "PRV008" not in found(a_scrubbed_claim(by))


def test_an_empty_list_takes_back_what_was_said(by, manager):
    manager.post(address(), listed())
    manager.post(address(), {})
    assert not Enrollment.objects.exists()


def test_a_list_without_the_practice_is_refused(by, manager):
    answer = manager.post(address(), listed(practice=""))
    assert (answer.status_code, "Enter its days too" in answer.content.decode()) == (422, True)
    assert not Enrollment.objects.exists()


def test_a_last_day_needs_a_first_one_before_it(by, manager):
    sent = listed() | {f"clinician-{the_clinician().pk}-last": "2019-12-31"}
    assert manager.post(address(), sent).status_code == 422
