"""A negative adjustment (a bonus) makes a payer owe more, but nobody ever more than the charge."""

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

from cleanclaim.core.ledger.posting import charges
from cleanclaim.core.ledger.state import AccountState


def test_a_bonus_finds_no_room_in_a_share_that_is_about_to_become_the_patients_credit():
    """The copay of the first answer is paid; the correction says more than the charge of a patient who owes nothing."""
    state = an_account(37800)
    state = post(state, an_answer("1", a_line(37500, 37800, CO45=200, PR1=100), state=state)).state
    state = pay(state, 100).state
    reversal = a_reversal("2", 37500, 37800, CO45=200, PR1=100, state=state)
    too_much = a_line(0, 37800, CO144=-300, PR1=37900, CO45=200)
    posting = post(state, reversal, an_answer("3", too_much, state=state, remarks=("N782",)))
    assert open_amounts(posting.state) == {AET: 37800}
    assert posting.state.of("patient_credits", P1) == 100


def a_bonus_passed_on_to_the_patient() -> AccountState:
    """The secondary adds 10 to the 50 it was passed, and says that all 60 are the patient's."""
    state = an_account(10000, payers=(AET, TRI))
    state = post(state, an_answer("1", a_line(5000, 10000, PR2=5000), state=state)).state
    second = an_answer("2", a_line(0, 10000, OA23=5000, CO144=-1000, PR2=6000), state=state, payer=TRI)
    return post(state, second, payer=TRI).state


def test_a_voided_line_takes_its_bonus_with_it_whoever_owed_it():
    state = a_bonus_passed_on_to_the_patient()
    assert open_amounts(state) == {P1: 6000}
    voided = charges.charge_voided("L1", state, source_key="void")
    assert (open_amounts(voided.state), voided.state.lines["L1"].adjusted) == ({}, 0)
    assert voided.state.of("insurance_overpayments", AET) == 5000


def test_a_patient_is_never_billed_more_than_the_charge_and_somebody_looks():
    state = an_account(37800)
    posting = post(state, an_answer("1", a_line(0, 37800, CO45=100, CO144=-300, PR1=38000), state=state))
    assert open_amounts(posting.state) == {P1: 37800}
    assert "patient_responsibility_mismatch" in kinds(posting)


def test_a_bonus_that_had_room_is_lowered_when_an_earlier_answer_is_taken_back():
    state = a_bonus_passed_on_to_the_patient()
    taken_back = post(state, a_reversal("3", 5000, 10000, PR2=5000, state=state)).state
    assert (open_amounts(taken_back), taken_back.lines["L1"].adjusted) == ({AET: 10000}, 0)
    second = a_reversal("4", 0, 10000, OA23=5000, CO144=-1000, PR2=6000, state=taken_back, payer=TRI)
    assert open_amounts(post(taken_back, second, payer=TRI).state) == {AET: 10000}
