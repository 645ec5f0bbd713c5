"""Patients pay: oldest first or as they choose, each receipt once, and the books hold."""

from datetime import date

import pytest
from tests.builders.patients import a_patient
from tests.builders.payments import a_billed_claim, a_self_pay_visit, an_answer, from_payer, lines_of, received
from tests.builders.practices import an_actor, the_location

from cleanclaim.apps.ledger.adjustments import balance_to_patient, balance_write_off
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.choices import Method, Purpose
from cleanclaim.apps.ledger.errors import ActNotPossible
from cleanclaim.apps.ledger.models import Balance, Receipt
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.ledger.services import credit_allocate, receipt_take
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.core.ledger import chart

EARLY, LATE = date(2026, 8, 3), date(2026, 9, 14)


@pytest.fixture(autouse=True)
def books_hold(by):
    """Whatever a test does, the audit finds nothing afterwards."""
    yield
    assert ledger_faults() == []


def pay(patient, amount, by, **given):
    defaults = {"method": Method.CARD, "purpose": Purpose.BALANCE, "location": the_location()}
    return receipt_take(patient=patient, amount=amount, by=by, **{**defaults, **given})


def owed(line):
    rows = Balance.objects.filter(line_id=line.pk, account=chart.PATIENT)
    return sum(row.amount for row in rows)


def test_money_pays_the_oldest_line_first(by):
    patient = a_patient(covered=False)
    a_self_pay_visit(patient=patient, service_on=LATE, services=(("99213", "", "1"),))
    a_self_pay_visit(patient=patient, service_on=EARLY, services=(("99214", "", "1"),))
    pay(patient, 250_00, by)
    late, early = lines_of(patient)
    assert (owed(early), owed(late)) == (0, 155_00)


def test_the_patient_may_choose_the_line(by):
    visit, panel = a_self_pay_visit()
    pay(visit.patient, 45_00, by, choices=[(panel, 45_00)])
    assert (owed(visit), owed(panel)) == (240_00, 0)


def test_more_than_is_chosen_waits_as_credit(by):
    visit, panel = a_self_pay_visit()
    pay(visit.patient, 50_00, by, choices=[(panel, 45_00)])
    assert account_money(patient=visit.patient, by=by).credit == 5_00


def test_choices_beyond_the_amount_are_refused(by):
    visit, _ = a_self_pay_visit()
    with pytest.raises(ActNotPossible):
        pay(visit.patient, 10_00, by, choices=[(visit, 20_00)])
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("amount", [0, -5_00])
def test_only_a_positive_amount_is_taken(by, amount):
    with pytest.raises(ActNotPossible, match="more than"):
        pay(a_patient(covered=False), amount, by)


def test_two_equal_payments_of_one_day_are_two_receipts(by):
    visit, _ = a_self_pay_visit()
    first, second = pay(visit.patient, 20_00, by), pay(visit.patient, 20_00, by)
    assert first.number != second.number
    assert owed(visit) == 200_00


def test_money_before_any_charge_waits_and_then_pays_it(by):
    patient = a_patient(covered=False)
    pay(patient, 30_00, by, purpose=Purpose.PREPAYMENT)
    visit, _ = a_self_pay_visit(patient=patient)
    assert owed(visit) == 210_00


def test_waiting_credit_is_used_when_asked(by):
    claim = a_billed_claim()
    pay(claim.patient, 30_00, by, choices=[])
    received(from_payer(claim.payer, an_answer(claim, {"paid": 0, "PR-1": 168_00}, {"paid": 31_50})))
    before = account_money(patient=claim.patient, by=by)
    if before.credit:
        credit_allocate(patient=claim.patient, by=by)
    after = account_money(patient=claim.patient, by=by)
    assert (after.with_patient, after.credit) == (138_00, 0)


def test_an_account_paid_whole_reaches_zero(by):
    visit, panel = a_self_pay_visit()
    pay(visit.patient, visit.charge + panel.charge, by, method=Method.CASH)
    money = account_money(patient=visit.patient, by=by)
    assert (money.with_patient, money.with_payers, money.credit) == (0, 0, 0)


def test_a_write_off_within_the_limit_says_who_and_why(by, practice):
    [line, _] = a_self_pay_visit()
    biller = an_actor(practice, "biller")
    balance_write_off(
        line=line, party=line.patient.party, account="small_balance", amount=5_00, reason="Rounding", by=biller
    )
    posted = line.entries.latest("pk").transaction
    assert (posted.user, posted.reason, owed(line)) == (biller.user, "Rounding", 235_00)


def test_a_share_the_payer_did_not_name_never_becomes_the_patients(by):
    claim = a_billed_claim()
    line = lines_of(claim.patient)[0]
    with pytest.raises(ActNotPossible):
        balance_to_patient(line=line, payer=f"payer:{claim.payer_id}", amount=10_00, reason="A guess", by=by)


def test_a_coder_takes_no_money(by, practice):
    with pytest.raises(NotPermitted):
        pay(a_patient(covered=False), 10_00, an_actor(practice, "coder"))
