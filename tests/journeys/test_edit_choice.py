"""An edit that does not fit a payer is switched off for it: neither the claim it held nor the next one
is held by it.  The change is undone."""

from datetime import date

import pytest
from playwright.sync_api import expect
from tests.builders.billed import a_billed_visit, a_covered_patient
from tests.journeys.acts import at, done, press
from tests.journeys.looking import looked_at

from cleanclaim.apps.claims.models import ClaimFinding

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VISIT = date(2026, 11, 18)
MEDICARE, EDIT = "13202", "SUB002"


def test_an_edit_is_found_switched_off_for_a_payer_and_back_on(sign_in, team):
    with at(VISIT, 16):
        held = a_billed_visit(team, a_covered_patient(team, payer_id=MEDICARE, member_id="12"))
        manager = sign_in("morgan")
        manager.goto("/practices/settings/")
        press(manager, "e")
        expect(manager.get_by_role("heading", name="Edits", exact=True)).to_be_visible()
        looked_at(manager, "edits")
        manager.get_by_label("Code or words of the title").fill("mbi format")
        expect(manager.get_by_text("1 edit", exact=True)).to_be_visible()
        manager.get_by_role("link", name=EDIT).click()
        expect(manager.get_by_text("1 claim in 90 days")).to_be_visible()
        manager.get_by_label("The edit is").select_option("ignore")
        manager.get_by_label("Payer", exact=False).select_option(label=held.payer.name)
        manager.get_by_label("Why", exact=True).fill("This plan gives numbers of its own")
        press(manager, "Control+Enter")
        done(manager, f"Off: {EDIT}, {held.payer.name}. 1 unsent claim is being checked again.")
        looked_at(manager, "edit-choices")
        free = a_billed_visit(team, a_covered_patient(team, payer_id=MEDICARE, member_id="12"))
        assert (holds(held), holds(free)) == (False, False)
        press(manager, "u")
        done(manager, "never held")
        again = a_billed_visit(team, a_covered_patient(team, payer_id=MEDICARE, member_id="12"))
        assert (holds(held), holds(again)) == (True, True)


def holds(claim):
    """Whether the edit found something on the claim."""
    return ClaimFinding.everywhere.filter(claim=claim, edit=EDIT).exists()
