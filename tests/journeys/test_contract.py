"""A contract is entered beside its worked example, an underpayment is disputed, and its outcome recorded."""

from datetime import date

import pytest
from playwright.sync_api import expect
from tests.builders.payments import a_billed_claim, an_answer, from_payer, received
from tests.journeys.acts import at
from tests.journeys.looking import looked_at

from cleanclaim.apps.practices.acting import acting_as
from cleanclaim.apps.practices.models import Contract

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 23)


@pytest.fixture
def claim(team):
    """A claim the payer has."""
    with at(TODAY, 8), acting_as(team.as_("system")):
        return a_billed_claim()


def test_terms_are_entered_and_what_is_below_them_is_disputed(sign_in, claim, team):
    with at(TODAY, 9):
        manager = sign_in("morgan")
        manager.goto(f"/settings/payers/{claim.payer_id}/contract/")
        manager.get_by_label("How it prices").select_option("charge")
        manager.get_by_label("Percent", exact=False).first.fill("70")
        manager.get_by_role("button", name="Save contract").click()
        expect(manager.get_by_text("99213 on 2026-11-23 = $105.00")).to_be_visible()
        looked_at(manager, "contract")
        manager.goto("/practices/settings/")
        looked_at(manager, "settings-contracts")
    with at(TODAY, 10), acting_as(team.as_("system")):
        Contract.objects.filter(payer=claim.payer, pricing="charge").update(effective_from=claim.service_from)
        received(from_payer(claim.payer, an_answer(claim, {"paid": 100_00}, {"paid": 31_50})))
    with at(TODAY, 11):
        manager.goto("/remittances/underpayments/")
        manager.get_by_role("button", name="Dispute").click()
        looked_at(manager, "dispute")
        manager.get_by_label("Outcome", exact=True).select_option("upheld")
        manager.get_by_label("Why").fill("Their letter of today")
        manager.get_by_role("button", name="Record the outcome").click()
        expect(manager.get_by_text("Payer stays with its amount").first).to_be_visible()
        looked_at(manager, "dispute-decided")
