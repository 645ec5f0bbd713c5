"""A denial that no edit foresaw becomes a rule: the manager finds it among the gaps and writes what it suggests."""

from datetime import date

import pytest
from playwright.sync_api import expect
from tests.barriers import WCAG, barriers
from tests.builders.billed import a_billed_visit, a_covered_patient
from tests.builders.payments import denied, from_payer, received
from tests.journeys.acts import at, done, press
from tests.journeys.conftest import DESK, SCREENS

from cleanclaim import clock
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.denials.services import denials_open
from cleanclaim.apps.practices.acting import acting_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VISIT = date(2026, 11, 18)


def test_a_denial_that_no_edit_foresaw_becomes_a_rule(sign_in, team):
    with at(VISIT, 16):
        claim = a_billed_visit(team, a_covered_patient(team, payer_id="13202", member_id="1EG4TE5MK73"))
        Claim.everywhere.filter(pk=claim.pk).update(state="payer_accepted", first_sent_at=clock.now())
        with acting_as(team.as_("system")) as by:
            (remittance,) = received(from_payer(claim.payer, denied(Claim.objects.get(pk=claim.pk))))
            denials_open(answers=remittance.claims.exclude(claim=None), by=by)
        manager = sign_in("morgan")
        manager.goto("/insight/gaps/")
        for width in (1440, 390):
            manager.set_viewport_size({"width": width, "height": 900})
            manager.screenshot(path=SCREENS / f"edit-gaps-{width}.png", full_page=True)
            assert manager.evaluate("document.documentElement.scrollWidth") <= width
            assert barriers(manager, WCAG) == []
        manager.set_viewport_size(DESK)
        expect(manager.locator(".cc-chart canvas")).to_be_visible()
        manager.get_by_role("link", name="Write this rule").first.click()
        press(manager, "Control+Enter")
        done(manager, "An authorization for 99213: written.")
        manager.goto("/insight/gaps/")
        manager.get_by_role("link", name="CO-197").first.click()
        expect(manager.get_by_role("link", name=claim.control_number)).to_be_visible()
