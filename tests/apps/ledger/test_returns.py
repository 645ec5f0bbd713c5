"""Money that does not stay: bounced checks, chargebacks, and credits that nobody asks for any more."""

from datetime import date, timedelta

import pytest
from tests.builders.patients import a_patient
from tests.builders.payments import a_self_pay_visit
from tests.builders.practices import an_actor

from cleanclaim import clock
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.decisions import approval_agree
from cleanclaim.apps.ledger.errors import ActNotPossible, NotApprovable, NotRefundable
from cleanclaim.apps.ledger.models import Balance
from cleanclaim.apps.ledger.refunds import refund_request, refund_send
from cleanclaim.apps.ledger.returns import credit_escheat, receipt_return
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.ledger.services import credit_allocate, receipt_take
from cleanclaim.apps.worklist.models import WorkItem

PAID_ON = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def books_hold(by):
    """Whatever a test does, the audit finds nothing afterwards."""
    yield
    assert ledger_faults() == []


def pay(patient, amount, by, method="check"):
    return receipt_take(patient=patient, amount=amount, method=method, purpose="balance", by=by)


def account(name):
    return sum(Balance.objects.filter(account=name).values_list("amount", flat=True))


def test_after_a_bounced_check_the_patient_owes_again_since_the_day_of_service(by, practice):
    line = a_self_pay_visit()[0]
    receipt = pay(line.patient, 285_00, by)
    receipt_return(receipt=receipt, reason="No funds", fee=12_00, by=an_actor(practice, "manager"))
    owed = Balance.objects.get(line_id=line.pk, account="ar_patient")
    assert (account_money(patient=line.patient, by=by).with_patient, owed.service_on) == (285_00, line.service_on)
    assert (account("bank_fees"), account("cash_operating")) == (12_00, -297_00)


def test_a_chargeback_is_taken_from_the_processor(by):
    patient = a_self_pay_visit()[0].patient
    receipt_return(receipt=pay(patient, 100_00, by, "card"), reason="Disputed", fee=15_00, by=by)
    assert (account("card_clearing"), account("merchant_fees")) == (-15_00, 15_00)


def test_credit_used_elsewhere_since_is_taken_off_again(by):
    patient = a_self_pay_visit()[0].patient
    receipt = pay(patient, 300_00, by)
    a_self_pay_visit(patient=patient, service_on=date(2026, 9, 14))
    if account_money(patient=patient, by=by).credit:
        credit_allocate(patient=patient, by=by)
    receipt_return(receipt=receipt, reason="No funds", by=by)
    money = account_money(patient=patient, by=by)
    assert (money.with_patient, money.credit) == (570_00, 0)


def test_it_is_returned_once(by):
    receipt = pay(a_self_pay_visit()[0].patient, 100_00, by)
    receipt_return(receipt=receipt, reason="No funds", by=by)
    with pytest.raises(ActNotPossible, match="returned before"):
        receipt_return(receipt=receipt, reason="No funds", by=by)


def test_cash_does_not_bounce(by):
    with pytest.raises(ActNotPossible, match="Cash"):
        receipt_return(receipt=pay(a_self_pay_visit()[0].patient, 5_00, by, "cash"), reason="?", by=by)


def test_a_poster_may_only_ask(by, practice):
    receipt = pay(a_self_pay_visit()[0].patient, 100_00, by)
    with pytest.raises(NotApprovable, match="A manager"):
        receipt_return(receipt=receipt, reason="No funds", by=an_actor(practice, "payment_poster"))


def test_a_credit_goes_to_the_state_after_its_years(by):
    with clock.at(PAID_ON):
        patient = a_patient()
        pay(patient, 20_00, by)
    with clock.at(PAID_ON + timedelta(days=3 * 365)), pytest.raises(NotRefundable, match="NY asks for 1096"):
        credit_escheat(party=patient.party, amount=20_00, state="NY", by=by)
    with clock.at(PAID_ON + timedelta(days=3 * 365 + 1)):
        credit_escheat(party=patient.party, amount=20_00, state="NY", by=by)
    assert (account_money(patient=patient, by=by).credit, account("unclaimed_property")) == (0, -20_00)


@pytest.mark.parametrize(("state", "amount", "words"), [("ZZ", 20_00, "not in the table"), ("NY", 21_00, "is held")])
def test_what_is_not_known_or_not_held_stays(by, state, amount, words):
    patient = a_patient()
    pay(patient, 20_00, by)
    with pytest.raises(NotRefundable, match=words):
        credit_escheat(party=patient.party, amount=amount, state=state, by=by)


def refunded(patient, practice, amount, sent=True):
    """A refund asked for, approved and sent, each by another person."""
    asked = refund_request(party=patient.party, amount=amount, reason="Moved", by=an_actor(practice, "payment_poster"))
    approval_agree(request=asked.request, by=an_actor(practice, "manager"))
    return refund_send(refund=asked, method="check", reference="7", by=an_actor(practice, "owner")) if sent else asked


def test_a_payment_that_bounces_after_its_refund_is_work_with_the_arithmetic(by, practice):
    patient = a_self_pay_visit()[0].patient
    receipt = pay(patient, 300_00, by)
    refunded(patient, practice, 15_00)
    receipt_return(receipt=receipt, reason="No funds", by=by)
    item = WorkItem.objects.get(kind="returned_after_refund", closed_at=None)
    assert (item.amount, item.next_action, item.url) == (
        15_00, "Ask the patient for $15.00 back", f"/ledger/{patient.pk}/",
    )  # fmt: skip
    assert f"{patient.name} paid $300.00" in item.reason
    assert "$285.00 for visits + $15.00 of the refund = $300.00" in item.reason
    assert account("fees_receivable") == 15_00


def test_what_the_patient_gives_back_of_it_is_no_credit_and_ends_the_work(by, practice):
    patient = a_self_pay_visit()[0].patient
    receipt = pay(patient, 300_00, by)
    refunded(patient, practice, 15_00)
    receipt_return(receipt=receipt, reason="No funds", by=by)
    asked = WorkItem.objects.filter(kind="returned_after_refund", closed_at=None)
    pay(patient, 290_00, by)
    assert (account("fees_receivable"), asked.count()) == (10_00, 1)
    pay(patient, 10_00, by)
    assert (account("fees_receivable"), account("patient_credits"), asked.count()) == (0, 0, 0)


def test_a_refund_that_has_not_left_is_stopped(by, practice):
    patient = a_self_pay_visit()[0].patient
    receipt = pay(patient, 300_00, by)
    refund = refunded(patient, practice, 15_00, sent=False)
    receipt_return(receipt=receipt, reason="Disputed", by=by)
    refund.refresh_from_db()
    assert (refund.state, account("patient_refunds_payable"), account("fees_receivable")) == ("stopped", 0, 0)
    open_kinds = set(WorkItem.objects.filter(closed_at=None).values_list("kind", flat=True))
    assert open_kinds.isdisjoint({"refund_to_send", "returned_after_refund"})
    with pytest.raises(NotRefundable, match="stopped"):
        refund_send(refund=refund, method="check", reference="8", by=an_actor(practice, "owner"))


def test_a_refund_of_more_than_came_back_is_lowered(by, practice):
    patient = a_patient(covered=False)
    pay(patient, 25_00, by, "card")
    receipt = pay(patient, 10_00, by)
    refund = refunded(patient, practice, 35_00, sent=False)
    receipt_return(receipt=receipt, reason="No funds", by=by)
    refund.refresh_from_db()
    assert (refund.state, refund.amount, account("patient_refunds_payable")) == ("approved", 25_00, -25_00)
    assert WorkItem.objects.get(kind="refund_to_send", closed_at=None).amount == 25_00
    assert refund_send(refund=refund, method="check", reference="9", by=an_actor(practice, "owner")).state == "sent"
