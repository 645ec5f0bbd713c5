"""Work about money is done when the money has gone where it belongs, and not before."""

from datetime import date

import pytest
from django.urls import reverse
from tests.builders.payments import (
    a_billed_claim,
    a_patient_with_two_plans,
    an_answer,
    denied,
    from_payer,
    paid_in_full,
    received,
)
from tests.builders.practices import a_practice, an_actor, the_payer

from cleanclaim import clock
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.ledger.adjustments import balance_write_off
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.choices import Method, Purpose
from cleanclaim.apps.ledger.services import receipt_take
from cleanclaim.apps.patient_billing.services import credit_use
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.apps.practices.errors import NotAllowedNow, NotPermitted
from cleanclaim.apps.remittances.errors import NotPostable
from cleanclaim.apps.remittances.services import remittance_duplicate_confirm
from cleanclaim.apps.worklist.errors import StillOpen
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.interfaces.jobs.adjudicated import payment_is_new, remittance_follow_up
from cleanclaim.interfaces.jobs.approving import approval_give
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


def copay_of_nothing(by):
    """$30.00 taken at the desk for a visit of which the plan leaves nothing to the patient."""
    claim = a_billed_claim()
    claim.lines.first().line.__class__.objects.update(visit="appointment:7")
    receipt_take(
        patient=claim.patient, amount=3_000, method=Method.CARD, purpose=Purpose.COPAY, appointment_id=7, by=by
    )
    answered(claim, paid_in_full(claim), by)
    return claim


def test_a_copay_that_was_not_owed_is_work_about_the_patient_and_the_claim_closes(by):
    claim = copay_of_nothing(by)
    item = WorkItem.objects.get(closed_at=None)
    assert (item.kind, item.subject, item.amount) == ("patient_credit_review", f"patient:{claim.patient_id}", 3_000)
    assert item.next_action == "Give it back"
    assert claim.state == "closed"


def test_a_credit_applied_to_another_visit_is_no_more_work(by):
    claim = copay_of_nothing(by)
    other = a_billed_claim(patient=claim.patient)
    answered(other, an_answer(other, {"paid": 13_800, "PR-3": 3_000}, {"paid": 3_150}), by)
    assert WorkItem.objects.get(kind="patient_credit_review").next_action == "Apply it to what is owed"
    credit_use(patient=claim.patient, by=by)
    assert WorkItem.objects.get(kind="patient_credit_review").closed_at is not None
    assert ledger_faults() == []


def test_a_copay_waits_without_work_while_its_visit_is_not_answered(by):
    claim = a_billed_claim()
    receipt_take(
        patient=claim.patient, amount=3_000, method=Method.CARD, purpose=Purpose.COPAY, appointment_id=9, by=by
    )
    claim_settle_check(claims=[claim], by=by)
    assert not WorkItem.objects.filter(kind="patient_credit_review").exists()


def suspected(by):
    """A claim's payment under the trace number, amount and day of another claim's."""
    first, second = a_billed_claim(), a_billed_claim()
    received(from_payer(first.payer, paid_in_full(first), trace_number="EFT-SAME"))
    [held] = received(from_payer(second.payer, paid_in_full(second), trace_number="EFT-SAME"))
    assert held.state == "suspected_duplicate"
    return held, second


def test_a_payment_that_only_resembles_another_is_posted_with_the_reason(practice, by):
    held, claim = suspected(by)
    payment_is_new(
        remittance=held, reason="The payer counts its checks anew each year", by=an_actor(practice, "manager")
    )
    claim.refresh_from_db()
    assert (held.state, claim.state) == ("posted", "closed")
    assert not WorkItem.objects.filter(closed_at=None).exists()
    assert ledger_faults() == []


def test_above_the_limit_another_person_says_that_it_is_new(practice, by):
    held, claim = suspected(by)
    poster, manager = an_actor(practice, "payment_poster"), an_actor(practice, "manager")
    asked = payment_is_new(remittance=held, reason="Another check", by=poster)
    assert payment_is_new(remittance=held, reason="Another check", by=poster) == asked
    held.refresh_from_db()
    assert (held.state, asked.act, asked.amount) == ("suspected_duplicate", "new", 199_50)
    with pytest.raises(NotPermitted):
        approval_give(request=asked, by=poster)
    approval_give(request=asked, by=manager)
    held.refresh_from_db()
    claim.refresh_from_db()
    assert (held.state, claim.state) == ("posted", "closed")
    assert not WorkItem.objects.filter(closed_at=None).exists()
    assert ledger_faults() == []


def test_what_was_found_to_have_come_before_meanwhile_is_not_posted_by_the_approval(practice, by):
    held, _ = suspected(by)
    asked = payment_is_new(remittance=held, reason="Another check", by=an_actor(practice, "payment_poster"))
    remittance_duplicate_confirm(remittance=held, by=by)
    with pytest.raises(NotAllowedNow):
        approval_give(request=asked, by=an_actor(practice, "manager"))
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_the_desk_says_that_another_payment_waits(practice, by, browsing_as):
    held, _ = suspected(by)
    client = browsing_as(an_actor(practice, "payment_poster"))
    answer = client.post(reverse("web:is_new", args=[held.pk]), {"why": "Another check"}, follow=True).text
    assert "a manager was asked" in answer
    assert "Waits for approval" in answer
    assert "This one is new" not in answer


def test_without_a_reason_it_stays_suspected(practice, by):
    held, _ = suspected(by)
    with pytest.raises(NotPostable, match="Say how you know"):
        payment_is_new(remittance=held, reason=" ", by=by)
    held.refresh_from_db()
    assert held.state == "suspected_duplicate"
