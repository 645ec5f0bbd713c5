"""A payment bounces after its money has gone back to the patient."""

import pytest
from tests.core.ledger.build import P1, pay

from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting import refunds
from cleanclaim.core.ledger.posting.outcome import Posting
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
    assert posting.state.held == {}
    assert posting.transactions[0].net("fees_receivable", party=P1) == 4000
    assert posting.transactions[0].net("card_clearing") == -10000
