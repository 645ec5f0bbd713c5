"""How a dispute ended: recorded once, matched to the 835 that brings the money, or given up with the reason."""

from datetime import date

import pytest
from tests.builders.payments import a_billed_claim, an_answer, from_payer, paid_in_full, received, reversed_answer
from tests.builders.practices import an_actor

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.models import Balance
from cleanclaim.apps.remittances.choices import Outcome
from cleanclaim.apps.remittances.errors import NotDecidable
from cleanclaim.apps.remittances.services import Decision, dispute_decide, dispute_open
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.interfaces.jobs.adjudicated import remittance_follow_up
from cleanclaim.interfaces.jobs.settling import dispute_end


@pytest.fixture(autouse=True)
def books_hold(by):
    """Whatever a test does, the audit finds nothing afterwards."""
    yield
    assert ledger_faults() == []


def answered(claim, by, *payments):
    [remittance] = received(from_payer(claim.payer, *payments))
    remittance_follow_up(remittance=remittance, by=by)
    return remittance


@pytest.fixture
def claim(by):
    """Allowed $20.00 below the contract."""
    claim = a_billed_claim()
    claim.first = an_answer(claim, {"paid": 148_00}, {"paid": 31_50})
    answered(claim, by, claim.first)
    return claim


@pytest.fixture
def dispute(claim, by):
    return dispute_open(payer=claim.payer, by=by)


def decided(outcome, amount=0, why="Their letter of today", day=None):
    return Decision(outcome, day or clock.today(), why, amount)


def awaited():
    return WorkItem.objects.filter(kind="dispute_payment", closed_at=None).first()


def reprocessed(claim, by):
    """The first answer taken back, and the claim paid as agreed."""
    corrected = paid_in_full(claim, payer_claim_control_number=f"ICN{claim.pk}B")
    return answered(claim, by, reversed_answer(claim.first), corrected)


def test_what_the_payer_agreed_to_is_work_until_an_835_brings_it(dispute, claim, by):
    dispute_end(dispute=dispute, decision=decided(Outcome.PAID, 20_00), by=by)
    assert (awaited().amount, awaited().url) == (20_00, f"/remittances/disputes/{dispute.pk}/")
    remittance = reprocessed(claim, by)
    dispute.refresh_from_db()
    assert (dispute.settled_on, awaited()) == (clock.today(), None)
    assert dispute.underpayments.get().closed_at is not None
    closed = WorkItem.objects.get(kind="dispute_payment")
    assert closed.resolution == f"$20.00 came with {remittance.trace_number}"


def test_a_part_that_came_leaves_the_rest_as_work(dispute, claim, by):
    dispute_end(dispute=dispute, decision=decided(Outcome.PARTLY_PAID, 15_00), by=by)
    answered(claim, by, reversed_answer(claim.first), an_answer(claim, {"paid": 158_00}, {"paid": 31_50}))
    assert (awaited().amount, "$10.00 has come since" in awaited().reason) == (5_00, True)


def test_what_came_before_the_outcome_was_recorded_counts(dispute, claim, by):
    reprocessed(claim, by)
    dispute_end(dispute=dispute, decision=decided(Outcome.PAID, 20_00), by=by)
    dispute.refresh_from_db()
    assert (dispute.settled_on, awaited()) == (clock.today(), None)


def test_upheld_the_money_stays_owed_and_may_be_given_up_later(dispute, by):
    dispute_end(dispute=dispute, decision=decided(Outcome.UPHELD), by=by)
    assert sum(Balance.objects.filter(account="ar_insurance").values_list("amount", flat=True)) == 20_00
    dispute_end(dispute=dispute, decision=decided(Outcome.GIVEN_UP, why="Too little for an appeal"), by=by)
    assert sum(Balance.objects.filter(account="ar_insurance").values_list("amount", flat=True)) == 0
    said = ActivityEntry.objects.filter(what="dispute_decide").order_by("pk").values_list("words", "why")
    assert list(said)[1] == ("Given up", "Too little for an appeal")
    assert not WorkItem.objects.filter(kind="underpayment", closed_at=None).exists()


def test_giving_up_more_than_the_own_limit_waits_for_another_person(by, practice):
    claim = a_billed_claim()
    answered(claim, by, an_answer(claim, {"paid": 138_00}, {"paid": 31_50}))
    found = dispute_open(payer=claim.payer, by=by)
    [asked] = dispute_end(dispute=found, decision=decided(Outcome.GIVEN_UP), by=an_actor(practice, "denial_specialist"))
    assert (asked.state, asked.amount) == ("waiting", 30_00)


@pytest.mark.parametrize(
    ("outcome", "more", "field"),
    [
        (Outcome.PAID, {"amount": 19_00}, "amount"),
        (Outcome.PARTLY_PAID, {"amount": 20_00}, "amount"),
        (Outcome.PARTLY_PAID, {"amount": 0}, "amount"),
        (Outcome.UPHELD, {"amount": 1}, "amount"),
        (Outcome.UPHELD, {"why": " "}, "why"),
        (Outcome.UPHELD, {"day": date(2100, 1, 1)}, "decided_on"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(dispute, by, outcome, more, field):
    with pytest.raises(NotDecidable) as refused:
        dispute_decide(dispute=dispute, decision=decided(outcome, **more), by=by)
    assert refused.value.field == field


def test_it_is_decided_once(dispute, by):
    dispute_decide(dispute=dispute, decision=decided(Outcome.PAID, 20_00), by=by)
    with pytest.raises(NotDecidable, match="decided already"):
        dispute_decide(dispute=dispute, decision=decided(Outcome.GIVEN_UP), by=by)


def test_the_page_records_it_and_shows_what_came(dispute, claim, by, practice, browsing_as):
    client, page = browsing_as(an_actor(practice, "denial_specialist")), f"/remittances/disputes/{dispute.pk}/"
    sent = {"outcome": "paid", "decided_on": f"{clock.today()}", "amount": "20.00", "why": "Letter 4711"}
    assert client.post(f"{page}decide/", {**sent, "amount": "1.00"}).status_code == 422
    assert client.post(f"{page}decide/", sent).status_code == 302
    remittance = reprocessed(claim, by)
    shown = client.get(page).text
    assert "Letter 4711" in shown
    assert f"/remittances/{remittance.pk}/" in shown
