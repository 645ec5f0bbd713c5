"""Work about money is done when the money has gone where it belongs, and not before."""

from datetime import date

import pytest
from tests.builders.payments import (
    a_billed_claim,
    a_patient_with_two_plans,
    an_answer,
    denied,
    from_payer,
    received,
)
from tests.builders.practices import a_practice, an_actor, the_payer

from cleanclaim import clock
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.services import balance_write_off
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.apps.worklist.errors import StillOpen
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.interfaces.jobs.adjudicated import remittance_follow_up
from cleanclaim.interfaces.jobs.settling import claim_settle_check, line_settle, loss_accept, work_item_finish


@pytest.fixture
def practice(db):
    return a_practice()


@pytest.fixture
def by(practice):
    with acting_as(system_actor(practice)) as actor, clock.at(date(2026, 9, 20)):
        yield actor


def answered(claim, answer, by):
    """The payer's answer posted, with all that follows."""
    [remittance] = received(from_payer(claim.payer, answer))
    remittance_follow_up(remittance=remittance, by=by)
    claim.refresh_from_db()


def underpaid(by):
    """The contract allows 70 percent: $10.00 too little on the first line, the second paid in full."""
    claim = a_billed_claim()
    answered(claim, an_answer(claim, {"paid": 15_800}, {"paid": 3_150}), by)
    return claim


def let_go(claim, amount, by, account="contractual_adjustments", position=0):
    line = list(claim.lines.order_by("pk"))[position].line
    balance_write_off(
        line=line, party=f"payer:{claim.payer_id}", account=account, amount=amount, reason="Accepted", by=by
    )


def test_an_underpayment_is_not_done_while_the_plan_owes_it(practice, by):
    underpaid(by)
    specialist = an_actor(practice, "denial_specialist")
    with pytest.raises(StillOpen, match=r"\$10.00 is still open with the plan"):
        work_item_finish(item=WorkItem.objects.get(), resolution="Looked", by=specialist)
    assert WorkItem.objects.get().closed_at is None


def test_money_that_is_gone_closes_its_work_and_the_claim(by):
    claim = underpaid(by)
    let_go(claim, 1_000, by)
    claim_settle_check(claims=[claim], by=by)
    claim.refresh_from_db()
    assert (claim.state, WorkItem.objects.get().state) == ("closed", "cancelled_auto")
    assert ledger_faults() == []


def test_one_line_is_settled_though_another_is_still_denied(by):
    claim = a_billed_claim()
    answered(claim, an_answer(claim, {"paid": 15_800}, {"paid": 0, "CO-197": 4_500}), by)
    let_go(claim, 1_000, by)
    claim_settle_check(claims=[claim], by=by)
    assert list(WorkItem.objects.filter(closed_at=None).values_list("kind", flat=True)) == ["denial"]


def test_a_denial_is_not_declared_done(practice, by):
    claim = a_billed_claim()
    answered(claim, denied(claim), by)
    with pytest.raises(StillOpen, match=r"\$285.00 is still open"):
        work_item_finish(item=WorkItem.objects.get(), resolution="Looked", by=an_actor(practice, "manager"))
    assert DenialCase.objects.filter(closed_at=None).count() == 2


def test_a_finished_item_that_held_the_claim_open_lets_it_close(practice, by):
    claim = underpaid(by)
    WorkItem.objects.update(kind="takeback_review")
    let_go(claim, 1_000, by)
    work_item_finish(item=WorkItem.objects.get(), resolution="Looked", by=an_actor(practice, "manager"))
    claim.refresh_from_db()
    assert claim.state == "closed"


def crossed_over(by):
    """$20.00 and $5.00 are left to a next payer that gets the claim by itself, pays one line and denies the other."""
    claim = a_billed_claim(patient=a_patient_with_two_plans())
    shares = ({"paid": 14_800, "PR-2": 2_000}, {"paid": 2_650, "PR-2": 500})
    answered(claim, an_answer(claim, *shares, status="19"), by)
    second = ({"paid": 2_000, "OA-23": 22_000}, {"paid": 0, "CO-97": 4_500})
    [remittance] = received(from_payer(the_payer("medicaid"), an_answer(claim, *second, status="2")))
    remittance_follow_up(remittance=remittance, by=by)
    claim.refresh_from_db()
    return claim


def test_what_the_next_payer_denies_after_a_crossover_is_a_case_of_that_payer(by):
    claim = crossed_over(by)
    case = DenialCase.objects.get()
    assert (case.claim, case.payer, case.amount, case.state) == (claim, the_payer("medicaid"), 500, "open")
    assert list(WorkItem.objects.filter(closed_at=None).values_list("kind", flat=True)) == ["denial"]


def test_the_loss_of_what_the_next_payer_denied_is_accepted(practice, by):
    claim = crossed_over(by)
    loss_accept(case=DenialCase.objects.get(), why="Part of the visit", by=an_actor(practice, "manager"))
    claim.refresh_from_db()
    assert (DenialCase.objects.get().state, claim.state) == ("closed", "closed")
    assert not WorkItem.objects.filter(closed_at=None).exists()
    assert ledger_faults() == []


def test_a_line_of_the_next_payer_is_settled_on_the_claims_page(practice, by):
    claim = crossed_over(by)
    line = claim.lines.order_by("pk")[1].line
    manager = an_actor(practice, "manager")
    line_settle(claim=claim, line=line, way="denial_writeoff", amount=500, reason="Part of the visit", by=manager)
    assert DenialCase.objects.get().closed_at is not None


def test_until_the_next_payer_has_answered_a_crossover_is_watched(by):
    claim = a_billed_claim(patient=a_patient_with_two_plans())
    answered(claim, an_answer(claim, {"paid": 14_800, "PR-2": 2_000}, {"paid": 3_150}, status="19"), by)
    assert WorkItem.objects.get(closed_at=None).kind == "crossover_watch"
