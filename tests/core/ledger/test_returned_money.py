"""A payment bounces after its money has gone back to the patient."""

import pytest
from tests.core.ledger.build import P1, pay

from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting import refunds
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.posting.receipts import credit_applied, patient_receipt
from cleanclaim.core.ledger.posting.returned import receipt_returned
from cleanclaim.core.ledger.state import AccountState

CARD, BANK = ("card_clearing", "processor:X"), ("cash_operating", "bank:1")


def refunded_then_returned(*, paid_out: bool) -> Posting:
    receipt = pay(AccountState(), 10000)
    state = refunds.refund_approved(receipt.state, party=P1, amount=4000, source_key="approved").state
    if paid_out:
        state = refunds.refund_paid(state, party=P1, amount=4000, money=BANK, source_key="paid").state
    return receipt_returned(receipt.transactions[0], state, patient=P1, money=CARD, source_key="returned")


def test_a_refund_of_it_that_was_not_paid_out_yet_is_stopped():
    state = refunded_then_returned(paid_out=False).state
    assert state.held == {}
    with pytest.raises(ActRefused):
        refunds.refund_paid(state, party=P1, amount=4000, money=BANK, source_key="paid")


def test_a_refund_of_it_that_was_paid_out_is_the_patients_to_give_back():
    posting = refunded_then_returned(paid_out=True)
    assert posting.state.held == {("fees_receivable", P1, ""): -4000}
    assert posting.transactions[0].net("card_clearing") == -10000


def test_what_the_patient_then_gives_back_is_no_credit():
    state = refunded_then_returned(paid_out=True).state
    part = pay(state, 1500)
    assert part.state.held == {("fees_receivable", P1, ""): -2500}
    rest = pay(part.state, 3000)
    assert rest.state.held == {("patient_credits", P1, ""): 500}
    assert [(work.kind, work.amount) for work in rest.work] == [("patient_credit_review", 500)]


def test_a_credit_that_waits_pays_it_when_somebody_lets_it():
    state = refunded_then_returned(paid_out=True).state
    waiting = patient_receipt(state, patient=P1, amount=4000, money=CARD, source_key="kept", chosen=())
    assert waiting.state.of("patient_credits", P1) == 4000
    assert credit_applied(waiting.state, patient=P1, source_key="applied").state.held == {}


def test_when_that_bounces_too_it_is_owed_again_before_visits_are():
    state = refunded_then_returned(paid_out=True).state
    given_back = pay(state, 4000)
    again = receipt_returned(given_back.transactions[0], given_back.state, patient=P1, money=CARD, source_key="again")
    assert again.state.held == state.held
