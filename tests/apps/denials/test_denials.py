"""A denied line becomes a case; it ends paid, corrected or given up, and the money is owed until then."""

from datetime import date

import pytest
from tests.builders.payments import a_billed_claim, an_answer, denied, from_payer, received
from tests.builders.practices import an_actor

from cleanclaim import clock
from cleanclaim.apps.denials import services
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.denials.selectors import denials_by_cause
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.interfaces.jobs.adjudicated import remittance_follow_up


@pytest.fixture(autouse=True)
def books_hold(by):
    """The day is fixed, and whatever a test does, the audit finds nothing afterwards."""
    with clock.at(date(2026, 10, 20)):
        yield
    assert ledger_faults() == []


def a_denied_claim(by, carc="CO-197"):
    claim = a_billed_claim()
    answer_is_in(by, claim, denied(claim, carc))
    return claim


def answer_is_in(by, claim, answer):
    [remittance] = received(from_payer(claim.payer, answer))
    remittance_follow_up(remittance=remittance, by=by)
    claim.refresh_from_db()


def test_each_denied_line_is_a_case_and_the_claim_one_piece_of_work(by):
    claim = a_denied_claim(by)
    assert sorted(DenialCase.objects.values_list("carc", "amount")) == [("197", 45_00), ("197", 240_00)]
    item = WorkItem.objects.get(kind="denial", closed_at=None)
    assert (item.amount, item.subject) == (285_00, f"claim:{claim.pk}")


def test_cases_of_one_reason_stand_together_with_their_sum(by):
    a_denied_claim(by)
    a_denied_claim(by, "CO-16")
    a_denied_claim(by)
    first, second = denials_by_cause(by=by)
    assert (first.reason, first.count, first.amount) == ("CO-197", 4, 570_00)
    assert (second.reason, second.count) == ("CO-16", 2)
    assert first.words


def test_a_corrected_claim_replaces_the_denied_one_under_the_payers_number(by):
    claim = a_denied_claim(by)
    draft = services.denial_correct(claim=claim, why="The number was missing", by=by)
    assert (draft.frequency, draft.corrects, draft.state) == ("7", claim, "draft")
    assert set(DenialCase.objects.values_list("state", flat=True)) == {"corrected_resubmitted"}
    item = WorkItem.objects.get(closed_at=None)
    assert (item.kind, item.role, item.amount) == ("replacement_draft", "biller", 285_00)
    assert (item.deadline, item.url) == (draft.filing_deadline, f"/claims/{draft.pk}/")
    assert account_money(patient=claim.patient, by=by).with_payers == 285_00


def test_paid_after_the_correction_the_case_is_won_and_closed(by):
    claim = a_denied_claim(by)
    draft = services.denial_correct(claim=claim, why="The number was missing", by=by)
    draft.state = "payer_accepted"
    draft.save()
    answer_is_in(by, draft, an_answer(draft, {"paid": 168_00}, {"paid": 31_50}))
    assert set(DenialCase.objects.values_list("state", flat=True)) == {"closed"}
    assert account_money(patient=claim.patient, by=by).with_payers == 0


def test_a_loss_above_the_limit_waits_for_another_person(by, practice):
    a_denied_claim(by)
    specialist = an_actor(practice, "denial_specialist")
    case = DenialCase.objects.get(amount=240_00)
    asked = services.denial_accept_loss(case=case, why="No authorization", by=specialist)
    case.refresh_from_db()
    assert (asked.amount, asked.state, case.state) == (240_00, "waiting", "triaged")


def test_an_accepted_loss_leaves_the_books_and_closes_the_case(by, practice):
    claim = a_denied_claim(by)
    manager = an_actor(practice, "manager")
    for case in DenialCase.objects.all():
        services.denial_accept_loss(case=case, why="No authorization", by=manager)
    assert account_money(patient=claim.patient, by=by).with_payers == 0
    assert not WorkItem.objects.filter(kind="denial", closed_at=None).exists()


def test_the_cause_is_recorded_once(by):
    a_denied_claim(by)
    case = DenialCase.objects.first()
    services.denial_triage(case=case, root_cause="Authorization or referral", by=by)
    with pytest.raises(NotAllowedNow):
        services.denial_triage(case=case, root_cause="Coding", by=by)
