"""What people decide about money, and what the rules of money forbid them."""

from datetime import date

import pytest
from msgspec.structs import replace
from tests.core.ledger.build import AET, P1, a_line, an_account, an_answer, open_amounts, pay, post

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.aging import BUCKETS, aging, bucket
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting import adjustments, charges, receipts, refunds, returned
from cleanclaim.core.ledger.posting.receipts import credits_auto_applied
from cleanclaim.core.ledger.posting.unmatching import unmatch
from cleanclaim.core.ledger.state import AccountState, LineState


def self_pay(*lines: tuple[int, date]) -> AccountState:
    new = [LineState(f"L{n}", cents, P1, service_on=day) for n, (cents, day) in enumerate(lines, start=1)]
    return charges.charge_posted(new, AccountState(), source_key="charge").state


def test_the_patient_pays_the_oldest_line_first():
    state = pay(self_pay((5000, date(2026, 3, 1)), (4000, date(2026, 1, 1))), 6000).state
    assert (open_amounts(state, "L1"), open_amounts(state, "L2")) == ({P1: 3000}, {})


def test_a_copay_waits_for_its_own_encounter():
    state = an_account(20000)
    money = ("cash_drawer", "site:MAIN")
    state = receipts.patient_receipt(
        state, patient=P1, amount=3000, money=money, source_key="r", earmark="another visit"
    ).state
    state = post(state, an_answer("1", a_line(9600, CO45=8000, PR3=2400), state=state)).state
    assert open_amounts(state) == {P1: 2400}
    assert state.of("patient_credits", P1, "another visit") == 3000


def test_more_than_the_credit_cannot_be_applied():
    state = pay(self_pay((5000, date(2026, 3, 1))), 6000).state
    state = charges.charge_posted([LineState("L9", 9000, P1)], state, source_key="later").state
    with pytest.raises(ActRefused):
        receipts.credit_applied(state, patient=P1, source_key="a", chosen=[("L9", 1001)])


def test_a_bounced_check_takes_back_what_its_leftover_paid_elsewhere():
    paid = pay(self_pay((5000, date(2026, 3, 1))), 6000)
    state = charges.charge_posted([LineState("L9", 900, P1)], paid.state, source_key="later").state
    state = receipts.credit_applied(state, patient=P1, source_key="a").state
    bank = ("cash_operating", "bank:1")
    state = returned.receipt_returned(paid.transactions[0], state, patient=P1, money=bank, source_key="nsf").state
    assert (open_amounts(state, "L1"), open_amounts(state, "L9")) == ({P1: 5000}, {P1: 900})
    assert state.held == {}


@pytest.mark.parametrize("group", ["CO", "PI", "OA"])
def test_what_the_payer_put_on_the_practice_is_never_the_patients(group: str):
    state = an_account(20000)
    state = post(state, an_answer("1", a_line(0, **{f"{group}29": 20000}), state=state)).state
    with pytest.raises(ActRefused, match="may not be billed to the patient"):
        adjustments.transfer_to_patient("L1", 20000, state, payer=AET, source_key="t")


def test_a_patient_share_that_has_moved_cannot_move_twice():
    state = an_account(20000)
    state = post(state, an_answer("1", a_line(0, PR2=2400, CO16=17600), state=state)).state
    state = pay(state, 2400).state
    with pytest.raises(ActRefused):
        adjustments.transfer_to_patient("L1", 1, state, payer=AET, source_key="t")


def test_more_than_is_open_cannot_be_written_off():
    state = self_pay((5000, date(2026, 3, 1)))
    with pytest.raises(ActRefused):
        adjustments.write_off({"L1": 5001}, state, account="charity", party=P1, source_key="w")
    with pytest.raises(ActRefused):
        adjustments.write_off({"L1": 5000}, state, account="patient_credits", party=P1, source_key="w")


def test_a_small_balance_is_all_a_party_owes_or_nothing():
    state = self_pay((400, date(2026, 3, 1)), (200, date(2026, 3, 2)))
    assert adjustments.small_balance(state, party=P1, tolerance=500, source_key="s").transactions == ()
    assert adjustments.small_balance(state, party=P1, tolerance=600, source_key="s").transactions


def test_a_refund_is_of_money_that_is_held():
    state = pay(self_pay((5000, date(2026, 3, 1))), 6000).state
    with pytest.raises(ActRefused):
        refunds.refund_approved(state, party=P1, amount=1001, source_key="r")
    with pytest.raises(ActRefused):
        refunds.refund_paid(state, party=P1, amount=1, money=("cash_operating", "bank:1"), source_key="p")


def test_a_void_gives_the_patients_money_back_as_credit():
    state = an_account(20000)
    state = post(state, an_answer("1", a_line(9600, CO45=8000, PR2=2400), state=state)).state
    state = pay(state, 2400).state
    state = charges.charge_voided("L1", state, source_key="void").state
    assert open_amounts(state) == {}
    assert (state.of("patient_credits", P1), state.of("insurance_overpayments", AET)) == (2400, 9600)
    with pytest.raises(ActRefused):
        charges.charge_voided("L1", state, source_key="again")


@pytest.mark.parametrize(("days", "name"), [(0, "0–30"), (30, "0–30"), (31, "31–60"), (90, "61–90"), (121, "over 120")])
def test_age_counts_from_the_day_of_service(days: int, name: str):
    assert bucket(date(2026, 1, 1), date.fromordinal(date(2026, 1, 1).toordinal() + days)) == name


def test_all_buckets_together_are_the_receivables():
    state = self_pay((5000, date(2026, 3, 1)), (4000, date(2025, 1, 1)))
    lines = [*state.lines.values(), replace(an_account(700).lines["L1"], service_on=None)]
    table = aging(lines, date(2026, 3, 31))
    assert table == {
        P1: dict.fromkeys(BUCKETS, 0) | {"0–30": 5000, "over 120": 4000},
        AET: dict.fromkeys(BUCKETS, 0) | {"over 120": 700},
    }


def copay_kept(visit="appointment:1", owed=0, with_payer=0):
    """$30.00 kept for a visit, and $40.00 for the next one."""
    balances = {(chart.PATIENT, P1): owed, (chart.INSURANCE, "payer:A"): with_payer, (chart.CHARGES, ""): -10_000}
    line = LineState("L1", 10_000, P1, ("payer:A",), balances, encounter=visit)
    held = {(chart.CREDITS, P1, "appointment:1"): 3_000, (chart.CREDITS, P1, "appointment:2"): 4_000}
    return credits_auto_applied(AccountState({"L1": line}, held), ["L1"], source_key="auto")


def test_a_copay_of_which_nothing_is_owed_after_all_is_looked_at():
    (work,) = copay_kept().work
    assert (work.kind, work.amount, work.party) == ("patient_credit_review", 3_000, P1)


def test_what_is_left_of_a_copay_is_looked_at_and_the_next_visits_is_not():
    (work,) = copay_kept(owed=2_000).work
    assert work.amount == 1_000


def test_a_copay_waits_while_a_payer_owes_on_its_visit():
    assert copay_kept(with_payer=5_000).work == ()


def test_an_answer_whose_line_was_voided_since_is_not_unmatched_whole():
    """The voided line's payment is owed back to the payer already: moving all of it would make money."""
    state = an_account(10000, 5000)
    claim = an_answer("1", a_line(10000, 10000), a_line(5000, 5000, line="L2"), state=state)
    state = charges.charge_voided("L2", post(state, claim).state, source_key="void").state
    with pytest.raises(ActRefused, match="voided or taken back"):
        unmatch(claim, state, held_as="1")
