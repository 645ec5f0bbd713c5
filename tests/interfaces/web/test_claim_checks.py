"""A claim put through its edits again, from its page."""

from datetime import date

import pytest
from tests.builders.eligibility import ACTIVE, INACTIVE, AnsweringPayer
from tests.builders.encounters import a_signed_encounter
from tests.builders.practices import a_practice, an_actor

from cleanclaim import clock
from cleanclaim.apps.eligibility import services as eligibility
from cleanclaim.apps.practices.acting import acting_as
from cleanclaim.interfaces.jobs.billing import encounter_bill


@pytest.fixture
def biller(db):
    practice = a_practice()
    with acting_as(an_actor(practice, "biller")) as actor, clock.at(date(2026, 9, 20)):
        yield actor


@pytest.fixture
def claim(biller):
    return encounter_bill(encounter=a_signed_encounter(), by=biller)


def asked(claim, benefits, client, monkeypatch):
    """The page after its button was pressed, with what the payer answered to a question about the day of service."""
    payer = AnsweringPayer(benefits)
    monkeypatch.setattr(eligibility, "ask", payer.ask)
    page = client.post(f"/claims/{claim.pk}/ask/", follow=True).content.decode()
    claim.refresh_from_db()
    assert f"DTP*291*D8*{claim.service_from:%Y%m%d}".encode() in payer.asked[0]
    return page


def test_the_payer_s_new_answer_holds_and_frees_a_claim(claim, biller, client, monkeypatch):
    client.force_login(biller.user)
    page = asked(claim, INACTIVE, client, monkeypatch)
    assert claim.state == "edit_failed"
    assert "Policy not in force on the service date" in page
    assert "Ask the payer again" in page
    assert "Put in" not in page  # the day of service is the visit's: no other one is offered
    page = asked(claim, ACTIVE, client, monkeypatch)
    assert claim.state == "ready"
    assert "is ready to send" in page


def test_a_claim_that_was_sent_asks_nobody(claim, biller, client):
    client.force_login(biller.user)
    claim.state = "payer_accepted"
    claim.save()
    assert client.post(f"/claims/{claim.pk}/ask/").status_code == 404
