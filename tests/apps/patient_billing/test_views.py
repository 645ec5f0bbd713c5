"""Statements, payments and receipts on the screen."""

import pytest
from tests.builders.payments import a_billed_claim, a_self_pay_visit, an_answer, from_payer, received
from tests.builders.practices import an_actor

from cleanclaim.apps.ledger.models import Receipt
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.patient_billing.models import Statement


@pytest.fixture
def owing(by):
    """A patient who owes $80.00."""
    claim = a_billed_claim()
    received(from_payer(claim.payer, an_answer(claim, {"paid": 88_00, "PR-1": 55_00, "PR-3": 25_00}, {"paid": 31_50})))
    return claim.patient


def test_all_due_statements_are_issued_at_once(owing, practice, browsing_as):
    a_self_pay_visit()
    client = browsing_as(an_actor(practice, "biller"))
    assert "Issue 2 statements" in client.get("/patient-billing/").content.decode()
    client.post("/patient-billing/issue/", {"total": 2})
    assert sorted(Statement.objects.values_list("amount", flat=True)) == [80_00, 285_00]


def test_many_are_issued_in_parts_with_progress(by, practice, browsing_as, monkeypatch):
    monkeypatch.setattr("cleanclaim.apps.patient_billing.views.AT_A_TIME", 2)
    for _ in range(3):
        a_self_pay_visit()
    client = browsing_as(an_actor(practice, "biller"))
    part = client.post("/patient-billing/issue/", {"total": 3}, headers={"HX-Request": "true"})
    assert "2 of 3" in part.content.decode()
    rest = client.post("/patient-billing/issue/", {"done": 2, "total": 3}, headers={"HX-Request": "true"})
    assert rest.headers["HX-Redirect"] == "/patient-billing/"
    assert Statement.objects.count() == 3


def test_a_statement_reads_as_a_patient_talks(owing, practice, browsing_as):
    client = browsing_as(an_actor(practice, "biller"))
    answer = client.post(f"/patient-billing/{owing.pk}/issue/", follow=True)
    page = answer.content.decode()
    assert "You owe" in page
    assert "What you pay each year before your plan starts to pay." in page
    assert "PR-1" not in page


def test_the_pdf_is_the_one_that_was_sent(owing, practice, browsing_as):
    client = browsing_as(an_actor(practice, "biller"))
    client.post(f"/patient-billing/{owing.pk}/issue/")
    address = f"/patient-billing/statements/{Statement.objects.get().pk}/pdf/"
    paper = client.get(address).content
    assert paper.startswith(b"%PDF")
    assert client.get(address).content == bytes(Statement.objects.get().pdf) == paper


def test_the_front_desk_takes_the_whole_amount_and_the_account_is_at_zero(owing, by, practice, browsing_as):
    client = browsing_as(an_actor(practice, "front_desk"))
    assert 'value="80.00"' in client.get(f"/patient-billing/{owing.pk}/pay/").content.decode()
    answer = client.post(f"/patient-billing/{owing.pk}/pay/", {"amount": "80.00", "method": "cash"})
    receipt = Receipt.objects.get()
    assert answer.url == f"/ledger/receipts/{receipt.pk}/"
    assert client.get(f"/ledger/receipts/{receipt.pk}/pdf/").content.startswith(b"%PDF")
    money = account_money(patient=owing, by=by)
    assert (money.with_patient, money.with_payers, money.credit) == (0, 0, 0)


@pytest.mark.parametrize("amount", ["", "-5", "0", "abc"])
def test_an_amount_that_is_none_is_refused_beside_the_field(owing, practice, browsing_as, amount):
    client = browsing_as(an_actor(practice, "front_desk"))
    answer = client.post(f"/patient-billing/{owing.pk}/pay/", {"amount": amount, "method": "cash"})
    assert answer.status_code == 422
    assert not Receipt.objects.exists()


def test_a_card_needs_its_reference(owing, practice, browsing_as):
    client = browsing_as(an_actor(practice, "front_desk"))
    answer = client.post(f"/patient-billing/{owing.pk}/pay/", {"amount": "80", "method": "card"})
    assert "Enter the card processor&#x27;s reference." in answer.content.decode()


def test_the_account_shows_payer_money_and_every_posting(owing, practice, browsing_as):
    page = browsing_as(an_actor(practice, "biller")).get(f"/ledger/{owing.pk}/").content.decode()
    for words in ("Paid by a payer", "Lowered by contract", "$88.00", "Nothing here is ever changed"):
        assert words in page
