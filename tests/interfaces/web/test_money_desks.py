"""The desks for approvals, credits, refunds and the books, as their people use them."""

from datetime import date

import pytest
from django.urls import reverse
from tests.builders.payments import a_self_pay_visit
from tests.builders.practices import an_actor

from cleanclaim import clock
from cleanclaim.apps.ledger.adjustments import balance_write_off
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.models import ApprovalRequest, Balance, Period, Refund
from cleanclaim.apps.ledger.services import receipt_take
from cleanclaim.core.ledger import chart


@pytest.fixture(autouse=True)
def books_hold(by):
    """Whatever a test does, the audit finds nothing afterwards."""
    yield
    assert ledger_faults() == []


@pytest.fixture
def line(by):
    return a_self_pay_visit()[0]


@pytest.fixture
def asked(line, practice):
    """A biller asks to write off $30.00."""
    return balance_write_off(
        line=line, party=line.patient.party, account="charity", amount=30_00, reason="No income",
        by=an_actor(practice, "biller"),
    )  # fmt: skip


@pytest.fixture
def manager(browsing_as, practice):
    return browsing_as(an_actor(practice, "manager"))


def test_the_desk_shows_what_waits_and_why(manager, asked):
    page = manager.get(reverse("web:approvals")).content.decode()
    assert "Write off as charity" in page
    assert "No income" in page
    assert reverse("web:approve", args=[asked.pk]) in page


def test_approved_at_the_desk_it_is_posted(manager, asked, line):
    manager.post(reverse("web:approve", args=[asked.pk]))
    asked.refresh_from_db()
    assert asked.state == "approved"
    assert Balance.objects.get(line_id=line.pk, account=chart.PATIENT).amount == 210_00


def test_declining_needs_the_reason(manager, asked):
    refused = manager.post(reverse("web:decline", args=[asked.pk]), {"why": ""})
    assert refused.status_code == 422
    manager.post(reverse("web:decline", args=[asked.pk]), {"why": "Ask for the tax return"})
    asked.refresh_from_db()
    assert asked.state == "declined"


def test_who_asked_sees_it_without_a_button(client, asked):
    client.force_login(asked.asked_by)
    page = client.get(reverse("web:approvals")).content.decode()
    assert "A manager or the owner decides." in page
    assert reverse("web:approve", args=[asked.pk]) not in page


def test_a_credit_is_explained_asked_for_approved_and_sent(browsing_as, practice, line, by):
    receipt_take(patient=line.patient, amount=300_00, method="card", purpose="balance", by=by)
    poster = browsing_as(an_actor(practice, "payment_poster"))
    address = reverse("web:patient_credit", args=[line.patient_id])
    assert "Patient receipt" in poster.get(address).content.decode()
    poster.post(address, {"amount": "15.00", "reason": "Moved away"})
    browsing_as(an_actor(practice, "manager")).post(reverse("web:approve", args=[ApprovalRequest.objects.get().pk]))
    refund = Refund.objects.get()
    sending = reverse("web:refund_send", args=[refund.pk])
    owner = browsing_as(an_actor(practice, "owner"))
    assert owner.post(sending, {"method": "check", "reference": ""}).status_code == 422
    owner.post(sending, {"method": "check", "reference": "1042"})
    refund.refresh_from_db()
    assert (refund.state, refund.reference) == ("sent", "1042")
    assert "Check 1042" in owner.get(reverse("web:refunds")).content.decode()


def test_more_than_is_held_is_refused_beside_the_form(browsing_as, practice, line, by):
    receipt_take(patient=line.patient, amount=300_00, method="card", purpose="balance", by=by)
    poster = browsing_as(an_actor(practice, "payment_poster"))
    answer = poster.post(
        reverse("web:patient_credit", args=[line.patient_id]), {"amount": "99.00", "reason": "Moved away"}
    )
    assert answer.status_code == 422
    assert "$15.00 can go back, not $99.00" in answer.content.decode()


def test_a_bounced_check_is_taken_back_from_its_receipt(manager, line, by):
    receipt = receipt_take(patient=line.patient, amount=100_00, method="check", purpose="balance", by=by)
    address = reverse("ledger:receipt_returned", args=[receipt.pk])
    assert address in manager.get(reverse("ledger:receipt", args=[receipt.pk])).content.decode()
    manager.post(address, {"reason": "No funds", "fee": "12.00"})
    assert Balance.objects.get(account="bank_fees").amount == 12_00
    again = manager.post(address, {"reason": "No funds", "fee": ""})
    assert (again.status_code, "was returned before" in again.content.decode()) == (422, True)


def test_the_books_of_a_month_open_their_rows(manager, by):
    with clock.at(date(2026, 10, 14)):
        line = a_self_pay_visit()[0]
    page = manager.get(reverse("web:books") + "?month=2026-10").content.decode()
    assert "$285.00" in page
    rows = manager.get(reverse("web:book_rows") + "?account=ar_patient&month=2026-10").content.decode()
    assert line.patient.sort_name in rows
    assert "No entries" in manager.get(reverse("web:book_rows") + "?account=ar_patient&month=2026-09").content.decode()


def test_a_month_is_closed_at_the_desk_once_what_waits_is_acknowledged(manager, by):
    with clock.at(date(2026, 10, 14)):
        receipt_take(patient=a_self_pay_visit()[0].patient, amount=20_00, method="cash", purpose="balance", by=by)
    with clock.at(date(2026, 11, 2)):
        page = manager.get(reverse("web:books_close")).content.decode()
        assert "Close October 2026" in page
        refused = manager.post(reverse("web:books_close"), {})
        assert refused.status_code == 422
        manager.post(reverse("web:books_close"), {"left_open": ["Cash and checks not yet banked (no place named)"]})
    assert Period.objects.get().last == date(2026, 10, 31)
