"""The posting desk as the people who work there see it."""

import pytest
from msgspec.structs import replace
from tests.builders.payments import a_billed_claim, from_payer, paid_in_full, received
from tests.builders.practices import an_actor

from cleanclaim.apps.remittances.models import Remittance, RemittanceClaim


@pytest.fixture
def held(by):
    claim = a_billed_claim()
    unknown = paid_in_full(claim, patient_control_number="L-20519", payer_claim_control_number="")
    received(from_payer(claim.payer, unknown))
    return RemittanceClaim.objects.get()


def test_a_posted_payment_shows_its_proof(by, practice, browsing_as):
    claim = a_billed_claim()
    [remittance] = received(from_payer(claim.payer, paid_in_full(claim)))
    page = browsing_as(an_actor(practice, "payment_poster")).get(f"/remittances/{remittance.pk}/").content.decode()
    assert "Balanced to the cent" in page
    assert claim.control_number in page


def test_a_held_claim_offers_the_likeliest_of_ours(held, practice, browsing_as):
    page = browsing_as(an_actor(practice, "payment_poster")).get(f"/remittances/{held.remittance_id}/").content.decode()
    assert "Held claim 1 of 1" in page
    assert "and post" in page
    assert held.patient_control_number in page


def test_one_click_matches_and_posts(held, by, practice, browsing_as):
    client = browsing_as(an_actor(practice, "payment_poster"))
    ours = client.get(f"/remittances/{held.remittance_id}/").context["candidates"][0].claim
    answer = client.post(f"/remittances/claims/{held.pk}/match/", {"claim": ours.pk})
    assert answer.status_code == 302
    held.refresh_from_db()
    assert (held.claim, held.disposition) == (ours, "posted")


def test_who_may_not_post_sees_no_button_and_is_refused(held, practice, browsing_as):
    client = browsing_as(an_actor(practice, "biller"))
    assert "and post" not in client.get(f"/remittances/{held.remittance_id}/").content.decode()
    assert client.post(f"/remittances/claims/{held.pk}/match/", {"claim": 1}).status_code == 404


def test_what_does_not_add_up_shows_which_sums(by, practice, browsing_as):
    claim = a_billed_claim()
    answer = paid_in_full(claim)
    wrong = replace(answer, lines=(replace(answer.lines[0], paid=160_00), *answer.lines[1:]))
    [remittance] = received(from_payer(claim.payer, wrong))
    page = browsing_as(an_actor(practice, "payment_poster")).get(f"/remittances/{remittance.pk}/").content.decode()
    assert "Nothing of this payment is posted" in page
    assert "$160.00" in page


def test_the_manager_records_the_deposit(by, practice, browsing_as):
    claim = a_billed_claim()
    [remittance] = received(from_payer(claim.payer, paid_in_full(claim)))
    client = browsing_as(an_actor(practice, "manager"))
    sent = {"received_on": "2026-03-20", "amount": "199.50"}
    assert client.post(f"/remittances/{remittance.pk}/deposit/", sent).status_code == 302
    assert Remittance.objects.get().state == "reconciled"
    assert client.get("/remittances/?view=done").context["page"].rows == [remittance]


def test_a_payment_that_came_before_is_confirmed(by, practice, browsing_as):
    claim = a_billed_claim()
    payment = from_payer(claim.payer, paid_in_full(claim))
    received(payment)
    [second] = received(payment)
    browsing_as(an_actor(practice, "payment_poster")).post(f"/remittances/{second.pk}/duplicate/")
    second.refresh_from_db()
    assert second.state == "duplicate"
