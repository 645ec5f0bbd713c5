"""Unsent claims are checked again when their edits are chosen anew; those that come out the same are left alone."""

from datetime import date

import pytest
from tests.builders.claims import a_payer_rule, a_scrubbed_claim
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import an_actor, the_payer

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.claims.models import EditChoice
from cleanclaim.apps.claims.services import edit_choice_write
from cleanclaim.apps.claims.tasks import BEGUN, DONE
from cleanclaim.apps.worklist.models import WorkItem

EDIT = "SUB002"
OFF = {"setting": "ignore", "since": "open", "why": "This plan takes any number"}


@pytest.fixture(autouse=True)
def soon_after_the_visit():
    with clock.at(date(2026, 9, 20)):
        yield


@pytest.fixture
def manager(practice, browsing_as):
    return browsing_as(an_actor(practice, "manager"))


@pytest.fixture
def held(by):
    """By the edit alone: Medicare's numbers have a form."""
    patient = a_patient(covered=False)
    a_coverage(patient=patient, payer=the_payer("medicare"), member_id="12")
    return a_scrubbed_claim(by, patient=patient)


def state_of(claim):
    claim.refresh_from_db()
    return claim.state


def test_a_claim_held_by_an_edit_alone_is_ready_when_it_is_switched_off(held, manager):
    answer = manager.post(f"/claims/edits/{EDIT}/", OFF, follow=True)
    assert "1 unsent claim is being checked again." in answer.content.decode()
    assert "1 unsent claim checked again: 1 became ready" in answer.content.decode()
    assert state_of(held) == "ready"
    assert not WorkItem.objects.filter(kind="claim_held", closed_at=None).exists()
    assert ActivityEntry.objects.filter(words__startswith="Checked again: Off: SUB002").exists()


def test_a_claim_that_was_freed_is_held_when_the_choice_is_undone(held, manager):
    manager.post(f"/claims/edits/{EDIT}/", OFF)
    answer = manager.post(f"/claims/choices/{EditChoice.objects.get().pk}/undo/", follow=True)
    assert '<td colspan="2">never held</td>' in answer.content.decode()
    assert state_of(held) == "edit_failed"


@pytest.mark.parametrize("otherwise", ["payer", "day"])
def test_claims_that_the_choice_does_not_mean_are_left(held, manager, otherwise):
    before = ActivityEntry.objects.filter(what="claim.fixed").count()
    other = {"payer": the_payer("commercial").pk} if otherwise == "payer" else {"since": "day", "first": "2026-09-20"}
    answer = manager.post(f"/claims/edits/{EDIT}/", OFF | other, follow=True)
    assert "being checked again" not in answer.content.decode()
    assert (state_of(held), ActivityEntry.objects.filter(what="claim.fixed").count()) == ("edit_failed", before)


def test_a_claim_that_comes_out_the_same_is_not_touched(held, manager):
    before = ActivityEntry.objects.count()
    answer = manager.post("/claims/edits/DX002/", OFF, follow=True)
    assert "1 unsent claim checked again: none became ready" in answer.content.decode()
    told = ("edit_choice_write", BEGUN, DONE)
    assert ActivityEntry.objects.exclude(what__in=told).count() == before


def test_a_choice_for_open_claims_begins_with_the_first_of_them(held, manager):
    manager.post(f"/claims/edits/{EDIT}/", OFF)
    assert EditChoice.objects.get().effective_from == held.service_from
    manager.post("/claims/edits/DX002/", OFF | {"payer": the_payer("commercial").pk})
    assert EditChoice.objects.latest("pk").effective_from == date(2026, 9, 20)


def test_a_choice_from_a_day_needs_the_day(manager):
    answer = manager.post(f"/claims/edits/{EDIT}/", OFF | {"since": "day"})
    assert (answer.status_code, "From which day?" in answer.content.decode()) == (422, True)


def test_the_page_asks_again_as_long_as_claims_are_being_checked(by, held, manager):
    choice = edit_choice_write(ignore=[EDIT], why="Any number", by=by)
    activity_record(subject=choice, what=BEGUN, words="1 unsent claim is being checked again.", by=by)
    assert 'hx-trigger="every 2s"' in manager.get(f"/claims/edits/{EDIT}/").content.decode()
    activity_record(subject=choice, what=DONE, words="1 unsent claim checked again", by=by)
    assert 'hx-trigger="every 2s"' not in manager.get(f"/claims/edits/{EDIT}/").content.decode()


def test_a_rule_holds_and_frees_claims_that_wait_to_be_sent(by, manager):
    claim, rule = a_scrubbed_claim(by), a_payer_rule()
    assert state_of(claim) == "ready"
    manager.post(f"/claims/rules/{rule.pk}/on/", {"first": "2026-01-01"})
    assert state_of(claim) == "edit_failed"
    manager.post(f"/claims/rules/{rule.pk}/retire/", {"last": "2025-12-31"})
    assert state_of(claim) == "ready"
