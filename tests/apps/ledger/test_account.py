"""A long account shows what is open and what is new; what was settled long ago is one sum."""

from tests.builders.payments import a_billed_claim, from_payer, paid_in_full, received
from tests.builders.practices import an_actor

from cleanclaim.apps.ledger import views


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
