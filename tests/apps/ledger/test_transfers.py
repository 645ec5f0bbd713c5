"""A balance moved from a payer to the patient above a person's limit waits for another person, like a write-off."""

import pytest
from tests.builders.payments import a_billed_claim, an_answer, from_payer, lines_of, received
from tests.builders.practices import an_actor

from cleanclaim.apps.ledger.adjustments import balance_to_patient, balance_write_off
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.models import ApprovalRequest, JournalTransaction
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.interfaces.jobs.approving import approval_give
from cleanclaim.interfaces.jobs.settling import line_settle


@pytest.fixture(autouse=True)
def books_hold(by):
    """Whatever a test does, the audit finds nothing afterwards."""
    yield
    assert ledger_faults() == []


@pytest.fixture
def claim(by):
    """The payer says PR-96 of $68.00: the patient's, once a person has looked."""
    claim = a_billed_claim()
    received(from_payer(claim.payer, an_answer(claim, {"paid": 100_00, "PR-96": 68_00}, {"paid": 31_50})))
    return claim


@pytest.fixture
def biller(practice):
    return an_actor(practice, "biller")


def to_patient(claim, amount, by):
    line, payer = lines_of(claim.patient)[0], f"payer:{claim.payer_id}"
    return balance_to_patient(line=line, payer=payer, amount=amount, reason="Consent signed", by=by)


def owed_by_patient(claim, by):
    return account_money(patient=claim.patient, by=by).with_patient


def test_above_the_limit_it_waits_and_is_then_carried_out_once(claim, biller, practice, by):
    asked = to_patient(claim, 68_00, biller)
    assert (asked.act, asked.state, asked.amount) == ("transfer", "waiting", 68_00)
    assert (to_patient(claim, 68_00, biller), owed_by_patient(claim, by)) == (asked, 0)
    manager = an_actor(practice, "manager")
    approval_give(request=asked, by=manager)
    posted = JournalTransaction.objects.get(source_key=f"approval:{asked.pk}")
    assert (posted.user, posted.reason, owed_by_patient(claim, by)) == (manager.user, "Consent signed", 68_00)


def test_within_the_limit_it_is_done_at_once(claim, biller, by):
    assert to_patient(claim, 20_00, biller) is None
    assert owed_by_patient(claim, by) == 20_00


def test_slices_count_together_with_write_offs(claim, biller):
    assert to_patient(claim, 20_00, biller) is None
    line, payer = lines_of(claim.patient)[0], f"payer:{claim.payer_id}"
    bound = {"line": line, "party": payer, "account": "small_balance", "amount": 6_00}
    assert balance_write_off(**bound, reason="Small", by=biller).state == "waiting"


def test_on_the_claims_page_it_is_asked_for(claim, biller, practice, browsing_as):
    line = lines_of(claim.patient)[0]
    sent = {"amount": "68.00", "way": "patient", "reason": "Consent signed"}
    form = {f"line-{line.pk}-{name}": value for name, value in sent.items()}
    answer = browsing_as(biller).post(f"/claims/{claim.pk}/lines/{line.pk}/settle/", form, follow=True)
    assert "above your limit: a manager was asked" in answer.text
    desk = browsing_as(an_actor(practice, "manager")).get("/approvals/").text
    assert "Make it the patient&#x27;s" in desk


def test_a_denial_is_not_called_written_off_by_a_transfer(claim, biller, practice):
    way = {"way": "patient", "amount": 68_00, "reason": "Consent signed"}
    asked = line_settle(claim=claim, line=lines_of(claim.patient)[0], by=biller, **way)
    approval_give(request=asked, by=an_actor(practice, "manager"))
    assert ApprovalRequest.objects.get().state == "approved"
