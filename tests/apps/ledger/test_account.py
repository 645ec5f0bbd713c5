"""A long account shows what is open and what is new; what was settled long ago is one sum."""

from tests.builders.patients import a_patient
from tests.builders.payments import a_billed_claim, a_self_pay_visit, from_payer, paid_in_full, received
from tests.builders.practices import an_actor

from cleanclaim.apps.ledger import views
from cleanclaim.apps.ledger.selectors import account_entries
from cleanclaim.apps.ledger.services import receipt_take


def an_account(client, claim, query=""):
    return client.get(f"/ledger/{claim.patient_id}/{query}").content.decode()


def test_settled_services_of_long_ago_are_one_sum(practice, by, browsing_as, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 0)
    claim = a_billed_claim()
    client = browsing_as(an_actor(practice, "biller"))
    assert "settled" not in an_account(client, claim)
    received(from_payer(claim.payer, paid_in_full(claim)))
    assert "2 earlier services, settled" in an_account(client, claim)
    whole = an_account(client, claim, "?charges=all")
    assert "settled" not in whole
    assert "2 services" in whole


def test_what_is_new_stands_by_itself(practice, by, browsing_as):
    claim = a_billed_claim()
    received(from_payer(claim.payer, paid_in_full(claim)))
    assert "earlier service" not in an_account(browsing_as(an_actor(practice, "biller")), claim)


def test_its_journal_holds_its_services_and_the_patients_own_money(by):
    patient, other = a_patient(), a_patient()
    for each in (patient, other):
        a_self_pay_visit(patient=each)
        receipt_take(patient=each, amount=400_00, method="check", purpose="balance", by=by)
    entries = account_entries(patient=patient, by=by)
    assert {row.line.patient_id for row in entries if row.line} == {patient.pk}
    assert {(row.account, row.party) for row in entries if not row.line} == {("patient_credits", patient.party)}
