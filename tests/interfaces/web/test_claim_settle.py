"""Settling what the plan left open, from the claim's page: within the person's limit, with a reason."""

from datetime import date

import pytest
from tests.builders.payments import a_billed_claim, an_answer, denied, from_payer, received
from tests.builders.practices import a_practice, an_actor

from cleanclaim import clock
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.models import ApprovalRequest, Balance
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.core.ledger.chart import CHART
from cleanclaim.interfaces.jobs.adjudicated import remittance_follow_up
from cleanclaim.interfaces.jobs.approving import approval_give
from cleanclaim.interfaces.web.claim_settle import ways


@pytest.fixture
def practice(db):
    return a_practice()


@pytest.fixture
def by(practice):
    with acting_as(system_actor(practice)) as actor, clock.at(date(2026, 9, 20)):
        yield actor


@pytest.fixture
def biller(practice, by, client):
    client.force_login(an_actor(practice, "biller").user)
    return client


def answered(by, *lines, **more):
    """A claim of $240.00 and $45.00 with the payer's answer posted."""
    claim = a_billed_claim()
    answer = an_answer(claim, *lines, **more) if lines else denied(claim)
    [remittance] = received(from_payer(claim.payer, answer))
    remittance_follow_up(remittance=remittance, by=by)
    return claim


def settle(client, claim, position=0, **given):
    line = list(claim.lines.order_by("pk"))[position].line_id
    return client.post(
        f"/claims/{claim.pk}/lines/{line}/settle/", {f"line-{line}-{name}": value for name, value in given.items()}
    )


UNDERPAID = ({"paid": 15_800}, {"paid": 3_150})  # $10.00 less than the contract on the first


def test_the_panel_shows_what_is_open_and_only_to_who_may_settle(practice, biller, by):
    claim = answered(by, *UNDERPAID)
    page = biller.get(f"/claims/{claim.pk}/").content.decode()
    assert "Settle what is open" in page
    assert 'value="10.00"' in page
    biller.force_login(an_actor(practice, "auditor").user)
    assert "Settle what is open" not in biller.get(f"/claims/{claim.pk}/").content.decode()


def test_before_the_plan_has_answered_there_is_nothing_to_settle(biller, by):
    assert "Settle what is open" not in biller.get(f"/claims/{a_billed_claim().pk}/").content.decode()


def test_what_is_written_off_closes_the_work_and_the_claim(biller, by):
    claim = answered(by, *UNDERPAID)
    answer = settle(biller, claim, amount="10.00", way="contractual_adjustments", reason="New rate since June")
    claim.refresh_from_db()
    assert (answer.status_code, claim.state, WorkItem.objects.get().state) == (302, "closed", "cancelled_auto")
    assert ledger_faults() == []


def test_above_the_limit_somebody_else_decides(biller, by):
    claim = answered(by)
    settle(biller, claim, amount="240.00", way="denial_writeoff", reason="Too late")
    asked = ApprovalRequest.objects.get()
    assert (asked.state, asked.amount) == ("waiting", 240_00)
    assert Balance.objects.filter(line_id=asked.line_id, amount=240_00).exists()


def test_what_another_person_approved_closes_the_denial_of_the_line(biller, by, practice):
    settle(biller, answered(by), amount="240.00", way="denial_writeoff", reason="Too late")
    approval_give(request=(asked := ApprovalRequest.objects.get()), by=an_actor(practice, "manager"))
    assert DenialCase.objects.get(line=asked.line_id).state == "closed"
    assert not Balance.objects.filter(line_id=asked.line_id, account="ar_insurance").exclude(amount=0).exists()
    assert ledger_faults() == []


def test_a_contract_difference_never_becomes_the_patient_s(biller, by):
    answer = settle(biller, answered(by, *UNDERPAID), amount="10.00", way="patient", reason="Asked")
    assert answer.status_code == 422
    assert "may not be billed to the patient" in answer.content.decode()


def test_no_more_than_is_open_is_let_go(biller, by):
    answer = settle(biller, answered(by, *UNDERPAID), amount="12.00", way="contractual_adjustments", reason="New rate")
    assert "$10.00 is open, not $12.00." in answer.content.decode()


def test_without_a_reason_nothing_is_settled(biller, by):
    claim = answered(by, *UNDERPAID)
    assert settle(biller, claim, amount="10.00", way="contractual_adjustments").status_code == 422
    assert WorkItem.objects.get().closed_at is None


def test_a_patient_share_that_was_held_goes_to_the_patient(practice, biller, by):
    claim = answered(by, {"paid": 10_000, "PR-96": 6_800}, {"paid": 3_150})
    assert WorkItem.objects.get().kind == "patient_liability_review"
    biller.force_login(an_actor(practice, "manager").user)
    assert settle(biller, claim, amount="68.00", way="patient", reason="Signed the notice").status_code == 302
    assert Balance.objects.get(account="ar_patient").amount == 6_800
    assert WorkItem.objects.get().closed_at is not None


def test_a_denied_line_let_go_is_a_loss_not_a_win(practice, biller, by):
    claim = answered(by)
    biller.force_login(an_actor(practice, "manager").user)
    settle(biller, claim, 1, amount="45.00", way="bundling_adjustments", reason="Paid inside the visit")
    case = DenialCase.objects.get(line=claim.lines.order_by("pk").last().line)
    assert (case.state, case.outcome) == ("closed", "Written off: Paid inside the visit")
    assert WorkItem.objects.get(kind="denial").closed_at is None


def test_every_way_but_the_patient_is_an_adjustment_of_the_chart():
    assert [way for way in ways() if way != "patient" and not CHART.is_adjustment(way)] == []
