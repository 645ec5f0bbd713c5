"""Reversals, corrections and takebacks, in whatever order they come."""

from itertools import permutations

import pytest
from tests.core.ledger.build import (
    AET,
    P1,
    TRI,
    a_line,
    a_reversal,
    an_account,
    an_answer,
    kinds,
    open_amounts,
    pay,
    post,
)

from cleanclaim.core.ledger.errors import ActRefused, UnsoundTransaction
from cleanclaim.core.ledger.posting import adjustments, refunds
from cleanclaim.core.ledger.posting.remittance import release_held
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.transaction import reverse


def test_a_smaller_share_after_the_patient_paid_becomes_the_patients_credit():
    state = an_account(20000)
    state = post(state, an_answer("1", a_line(9600, CO45=8000, PR2=2400), state=state)).state
    state = pay(state, 2400).state
    correction = an_answer("835:F#CLP2", a_line(8800, CO45=9000, PR2=2200), state=state)
    reversal = a_reversal("835:F#CLP1", 9600, CO45=8000, PR2=2400, state=state)
    posting = post(state, reversal, correction)
    assert [t.source_key for t in posting.transactions] == ["835:F#CLP1+2"]
    assert posting.state.of("patient_credits", P1) == 200
    assert open_amounts(posting.state) == {}
    assert "takeback_review" in kinds(posting)


def test_a_smaller_share_after_the_secondary_paid_is_owed_to_the_secondary():
    state = an_account(20000, payers=(AET, TRI))
    state = post(state, an_answer("1", a_line(9600, CO45=8000, PR2=2400), state=state)).state
    state = post(state, an_answer("2", a_line(2400, OA23=17600), state=state, payer=TRI), payer=TRI).state
    reversal = a_reversal("3", 9600, CO45=8000, PR2=2400, state=state)
    posting = post(state, reversal, an_answer("4", a_line(8800, CO45=9000, PR2=2200), state=state))
    assert posting.state.of("insurance_overpayments", TRI) == 200
    assert open_amounts(posting.state) == {}


def test_a_share_that_went_on_from_payer_to_payer_to_patient_comes_back_whole():
    state = an_account(18500, payers=(AET, TRI))
    state = post(state, an_answer("1", a_line(18300, CO45=100, PR1=100), state=state)).state
    state = post(state, an_answer("2", a_line(0, CO45=100, PR1=18400), state=state, payer=TRI), payer=TRI).state
    assert open_amounts(state) == {P1: 100}
    posting = post(state, a_reversal("3", 18300, CO45=100, PR1=100, state=state))
    assert open_amounts(posting.state) == {AET: 18500}
    assert posting.state.of("insurance_overpayments", TRI) == 0


def test_what_the_patient_paid_of_a_share_that_came_back_is_the_patients_credit():
    state = an_account(18500, payers=(AET, TRI))
    state = post(state, an_answer("1", a_line(18300, CO45=100, PR1=100), state=state)).state
    state = post(state, an_answer("2", a_line(0, CO45=18400, PR1=100), state=state, payer=TRI), payer=TRI).state
    state = pay(state, 100).state
    posting = post(state, a_reversal("3", 18300, CO45=100, PR1=100, state=state))
    assert (open_amounts(posting.state), posting.state.of("patient_credits", P1)) == ({AET: 18500}, 100)


def test_a_share_already_written_off_is_taken_back_from_the_write_off():
    state = an_account(20000)
    state = post(state, an_answer("1", a_line(9600, CO45=8000, PR2=2400), state=state)).state
    state = adjustments.write_off({"L1": 2400}, state, account="bad_debt", party=P1, source_key="w").state
    posting = post(state, a_reversal("2", 9600, CO45=8000, PR2=2400, state=state))
    assert posting.state.lines["L1"].balances["bad_debt", P1] == 0
    assert posting.state.of("patient_credits", P1) == 0
    assert open_amounts(posting.state) == {AET: 20000}


def arrivals(order: tuple[str, ...], state: AccountState) -> AccountState:
    claims = {
        "original": an_answer("O", a_line(9600, CO45=8000, PR2=2400), state=state, number="N1"),
        "reversal": a_reversal("R", 9600, CO45=8000, PR2=2400, state=state),
        "correction": an_answer("C", a_line(8800, CO45=9000, PR2=2200), state=state, number="N2"),
    }
    for name in order:
        state = post(state, claims[name]).state
    return state


@pytest.mark.parametrize("order", list(permutations(["original", "reversal", "correction"])), ids=" ".join)
def test_all_six_orders_end_in_the_same_books(order):
    state = arrivals(order, an_account(20000))
    assert open_amounts(state) == {P1: 2200}
    assert state.held == {}
    assert state.lines["L1"].balances["contractual_adjustments", AET] == 9000


def test_a_correction_without_its_reversal_is_held():
    state = an_account(20000)
    state = post(state, an_answer("1", a_line(9600, CO45=10400), state=state)).state
    posting = post(state, an_answer("2", a_line(8800, CO45=11200), state=state))
    assert posting.disposition == "held"
    assert kinds(posting) == ["correction_without_reversal"]
    assert [t.source_key for t in posting.transactions] == ["2:held"]


def test_a_held_claim_is_not_released_only_to_be_held_again():
    state = an_account(20000)
    state = post(state, an_answer("1", a_line(9600, CO45=10400), state=state)).state
    held = an_answer("2", a_line(8800, CO45=11200), state=state)
    state = post(state, held).state
    with pytest.raises(ActRefused, match="correction without reversal"):
        release_held(held, state)


def test_a_denied_line_may_be_answered_anew_without_a_reversal():
    state = an_account(20000)
    state = post(state, an_answer("1", a_line(0, CO16=20000), state=state)).state
    posting = post(state, an_answer("2", a_line(12000, CO45=8000), state=state))
    assert posting.disposition == "posted"
    assert open_amounts(posting.state) == {}


def test_a_reversal_of_nothing_we_know_is_held():
    state = an_account(20000)
    posting = post(state, a_reversal("1", 9600, CO45=10400, state=state))
    assert kinds(posting) == ["reversal_not_matched"]
    assert open_amounts(posting.state) == {AET: 20000}


def test_a_refunded_overpayment_that_is_also_reversed_was_taken_twice():
    state = an_account(20000)
    for key in ("1", "2"):
        state = post(state, an_answer(key, a_line(12000, CO45=8000), state=state)).state
    state = refunds.refund_approved(state, party=AET, amount=12000, source_key="r").state
    state = refunds.refund_paid(
        state, party=AET, amount=12000, money=("cash_operating", "bank:1"), source_key="p"
    ).state
    posting = post(state, a_reversal("3", 12000, CO45=8000, state=state))
    assert kinds(posting)[0] == "double_recoupment"
    assert posting.state.of("posting_suspense", AET) == -12000
    assert open_amounts(posting.state) == {}


def test_a_takeback_takes_the_overpayment_of_the_claim_it_names():
    state = an_account(20000)
    for key in ("1", "2"):
        state = post(state, an_answer(key, a_line(12000, CO45=8000), state=state, number="ICN1")).state
    posting = post(state, plb=(("WO", 15000, "ICN1"),))
    assert posting.state.of("insurance_overpayments", AET) == 0
    assert posting.state.of("posting_suspense", AET) == -3000
    assert kinds(posting) == ["unlinked_plb"]


def test_a_takeback_settled_by_our_refund_is_information_only():
    posting = post(an_account(20000), plb=(("WO", 12000, "ICN1"), ("72", -12000, "ICN1")))
    assert posting.transactions == ()


def test_a_reversal_of_a_transaction_restores_every_balance_once():
    before = an_account(20000)
    posting = post(before, an_answer("1", a_line(9600, CO45=8000, PR2=2400), state=before))
    undone = reverse(posting.transactions[0], "undo:1")
    after = posting.state.after(undone.check())
    assert {k: v for k, v in after.lines["L1"].balances.items() if v} == before.lines["L1"].balances
    assert undone.reverses == "1"
    with pytest.raises(UnsoundTransaction):
        reverse(undone, "redo")
