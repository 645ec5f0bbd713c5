"""Where order must not matter, it does not (E5); where the same comes twice, it is owed back (D6b)."""

from itertools import permutations

import pytest
from tests.core.ledger.build import AET, P1, a_line, an_account, an_answer, kinds, open_amounts, pay, post

from cleanclaim.core.ledger.posting.deposits import bank_deposit
from cleanclaim.core.ledger.state import AccountState


def happened(state: AccountState, what: str) -> AccountState:
    if what == "patient pays":
        return pay(state, 1000).state
    if what == "deposit":
        return bank_deposit(state, payer=AET, amount=9600, expected=9600, source_key="d", trace_number="TRN").state
    line = "L1" if what == "first answer" else "L2"
    return post(state, an_answer(what, a_line(9600, line=line, CO45=8000, PR2=2400), state=state)).state


@pytest.mark.parametrize("order", list(permutations(["first answer", "second answer", "deposit"])), ids=" | ".join)
def test_answers_for_other_lines_and_the_deposit_may_come_in_any_order(order: tuple[str, ...]):
    state = an_account(20000, 20000)
    for what in order:
        state = happened(state, what)
    assert (open_amounts(state, "L1"), open_amounts(state, "L2")) == ({P1: 2400}, {P1: 2400})


@pytest.mark.parametrize("order", [("patient pays", "first answer"), ("first answer", "patient pays")])
def test_money_before_or_after_the_answer_pays_the_same(order: tuple[str, ...]):
    state = an_account(20000)
    for what in order:
        state = happened(state, what)
    assert open_amounts(state) == {P1: 1400}
    assert state.held == {}


def test_a_duplicate_beside_an_open_denial_is_owed_back_not_used_for_it():
    state = an_account(20000)
    for key in ("1", "2"):
        posting = post(state, an_answer(key, a_line(6000, CO45=4000, CO16=10000), state=state))
        state = posting.state
    assert open_amounts(state) == {AET: 10000}
    assert kinds(posting) == ["payer_overpayment"]
    assert state.of("insurance_overpayments", AET, "L1") == 6000
