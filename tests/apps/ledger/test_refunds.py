"""Money that is not ours goes back to whom it belongs: explained, asked for, approved by another, sent by a third."""

from datetime import date, timedelta

import pytest
from tests.builders.patients import a_coverage, a_patient
from tests.builders.payments import (
    a_billed_claim,
    a_self_pay_visit,
    an_answer,
    from_payer,
    lines_of,
    paid_in_full,
    received,
)
from tests.builders.practices import an_actor, the_payer

from cleanclaim import clock
from cleanclaim.apps.ledger.adjustments import balance_to_patient
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.credits import credits_held
from cleanclaim.apps.ledger.decisions import approval_agree
from cleanclaim.apps.ledger.errors import NotApprovable, NotRefundable
from cleanclaim.apps.ledger.models import Balance, Refund
from cleanclaim.apps.ledger.refunds import refund_request, refund_send
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.ledger.services import charge_line_void, credit_allocate, receipt_take
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.apps.worklist.models import WorkItem

PAID_ON = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def books_hold(by):
    """Whatever a test does, the audit finds nothing afterwards."""
    yield
    assert ledger_faults() == []


def pay(patient, amount, by, **given):
    return receipt_take(patient=patient, amount=amount, by=by, **{"method": "card", "purpose": "balance", **given})


@pytest.fixture
def patient(by):
    """Paid $300.00 for a visit of $285.00 on September 1."""
    with clock.at(PAID_ON):
        patient = a_self_pay_visit()[0].patient
        pay(patient, 300_00, by)
    return patient


@pytest.fixture
def payer(by):
    """A Medicare contractor that paid $174.50 for a claim that was voided afterwards."""
    with clock.at(PAID_ON):
        patient = a_patient(covered=False)
        a_coverage(patient=patient, payer=the_payer("medicare"))
        claim = a_billed_claim(patient=patient)
        received(from_payer(claim.payer, paid_in_full(claim)))
        for line in lines_of(claim.patient):
            charge_line_void(line=line, reason="Wrong patient", by=by)
    return claim.payer


@pytest.fixture
def asked(patient, practice):
    return refund_request(
        party=patient.party, amount=15_00, reason="Moved away", by=an_actor(practice, "payment_poster")
    )


@pytest.fixture
def manager(practice):
    return an_actor(practice, "manager")


def test_a_patients_credit_is_explained_with_its_payment_age_and_clock(patient, by):
    with clock.at(PAID_ON + timedelta(days=12)):
        [credit] = credits_held(by=by)
        [(entry, part)] = credit.made_of
        assert (credit.owner, credit.amount, credit.age) == (patient, 15_00, 12)
        assert (entry.transaction.kind, part) == ("patient_receipt", 15_00)
        assert (credit.due_on, credit.clock.is_law) == (PAID_ON + timedelta(days=60), False)


def test_in_a_state_with_a_law_its_days_count(patient, practice, by):
    practice.state = "TX"
    [credit] = credits_held(by=by)
    assert (credit.due_on, credit.clock.is_law) == (PAID_ON + timedelta(days=30), True)
    assert "1661.005" in credit.clock.rule


def test_medicare_has_its_money_back_in_60_days(payer, by):
    [credit] = credits_held(by=by)
    assert (credit.owner, credit.amount) == (payer, 199_50)
    assert (credit.due_on, credit.clock.is_law) == (PAID_ON + timedelta(days=60), True)
    assert "42 CFR 401.305" in credit.clock.rule


def test_a_copay_that_waits_for_its_visit_is_told_apart(by):
    pay(a_patient(), 20_00, by, purpose="copay", appointment_id=7)
    [credit] = credits_held(by=by)
    assert (credit.amount, credit.kept) == (20_00, 20_00)


def test_asked_for_approved_and_sent_by_three_people(patient, asked, manager, practice, by):
    assert (asked.state, account_money(patient=patient, by=by).credit) == ("requested", 15_00)
    approval_agree(request=asked.request, by=manager)
    asked.refresh_from_db()
    assert (asked.state, account_money(patient=patient, by=by).credit) == ("approved", 0)
    assert WorkItem.objects.get(kind="refund_to_send", closed_at=None).amount == 15_00
    sent = refund_send(refund=asked, method="check", reference="1042", by=an_actor(practice, "owner"))
    assert (sent.state, sent.reference) == ("sent", "1042")
    left = Balance.objects.filter(account="patient_refunds_payable").values_list("amount", flat=True)
    assert (sum(left), Balance.objects.get(account="cash_operating").amount) == (0, -15_00)
    assert not WorkItem.objects.filter(kind="refund_to_send", closed_at=None).exists()


def test_a_payers_money_goes_back_to_the_payer_off_its_lines(payer, practice, manager):
    party = f"payer:{payer.pk}"
    asked = refund_request(party=party, amount=199_50, reason="Voided", by=an_actor(practice, "biller"))
    assert (asked.payer, asked.due_on) == (payer, PAID_ON + timedelta(days=60))
    approval_agree(request=asked.request, by=manager)
    sent = refund_send(refund=asked, method="check", reference="1043", by=an_actor(practice, "owner"))
    assert sent.state == "sent"
    assert credits_held(by=manager) == []


def test_who_approved_it_does_not_send_it(asked, manager):
    approval_agree(request=asked.request, by=manager)
    with pytest.raises(NotApprovable, match="You approved it"):
        refund_send(refund=asked, method="check", reference="1042", by=manager)


def test_who_took_the_payment_does_not_approve_its_refund(by, practice, manager):
    patient = a_self_pay_visit()[0].patient
    taker = an_actor(practice, "front_desk", "manager")
    pay(patient, 300_00, taker)
    asked = refund_request(party=patient.party, amount=15_00, reason="x", by=an_actor(practice, "biller"))
    with pytest.raises(NotApprovable, match="You took or posted the payment"):
        approval_agree(request=asked.request, by=taker)
    assert approval_agree(request=asked.request, by=manager).state == "approved"


def test_above_a_hundred_dollars_two_approve_a_patients_refund(by, practice, manager):
    patient = a_patient()
    pay(patient, 150_00, by, purpose="prepayment")
    asked = refund_request(party=patient.party, amount=150_00, reason="x", by=an_actor(practice, "biller"))
    assert approval_agree(request=asked.request, by=manager).state == "agreed_once"
    assert approval_agree(request=asked.request, by=an_actor(practice, "owner")).state == "approved"


def test_more_than_is_held_is_refused_with_what_is_asked_for_already(asked, patient, practice):
    with pytest.raises(NotRefundable, match=r"\$0\.00 can go back, not \$1\.00"):
        refund_request(party=patient.party, amount=1_00, reason="x", by=an_actor(practice, "biller"))


def test_money_used_in_the_meantime_is_not_sent(asked, patient, manager, by):
    a_self_pay_visit(patient=patient)
    credit = account_money(patient=patient, by=by)
    if credit.credit:
        credit_allocate(patient=patient, by=by)
    with pytest.raises(NotRefundable, match="decline the request"):
        approval_agree(request=asked.request, by=manager)
    assert Refund.objects.get().state == "requested"


def test_a_check_has_its_number(asked, manager, practice):
    approval_agree(request=asked.request, by=manager)
    with pytest.raises(NotRefundable, match="check number"):
        refund_send(refund=asked, method="check", reference="", by=an_actor(practice, "owner"))


def test_a_refund_is_sent_once(asked, manager, practice):
    approval_agree(request=asked.request, by=manager)
    owner = an_actor(practice, "owner")
    refund_send(refund=asked, method="check", reference="1042", by=owner)
    with pytest.raises(NotRefundable, match="only an approved one"):
        refund_send(refund=asked, method="check", reference="1042", by=owner)


def test_a_poster_asks_and_never_sends(asked, practice):
    with pytest.raises(NotPermitted):
        refund_send(refund=asked, method="check", reference="1", by=an_actor(practice, "payment_poster"))


def test_a_credit_that_charges_did_not_use_up_is_work_at_once(by):
    patient = a_patient(covered=False)
    pay(patient, 300_00, by, purpose="prepayment")
    a_self_pay_visit(patient=patient)
    item = WorkItem.objects.get(kind="patient_credit_review", closed_at=None)
    assert (item.amount, item.next_action, item.url) == (15_00, "Give it back", f"/credits/patient/{patient.pk}/")


def test_a_waiting_copay_pays_what_becomes_the_patients(by):
    claim = a_billed_claim()
    line = lines_of(claim.patient)[0]
    received(from_payer(claim.payer, an_answer(claim, {"paid": 100_00, "PR-96": 68_00}, {"paid": 31_50})))
    pay(claim.patient, 20_00, by, choices=[])
    balance_to_patient(line=line, payer=f"payer:{claim.payer_id}", amount=68_00, reason="Consent signed", by=by)
    money = account_money(patient=claim.patient, by=by)
    assert (money.with_patient, money.credit) == (48_00, 0)
