"""What the practice learned of a payer becomes a rule: written, tried, switched on; the next claim is held by it."""

from datetime import date

import pytest
from playwright.sync_api import expect
from tests.builders.billed import a_billed_visit, a_covered_patient
from tests.journeys.acts import at, done, press
from tests.journeys.looking import looked_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VISIT = date(2026, 11, 18)


def test_a_rule_is_written_tried_and_switched_on_and_holds_the_next_claim(sign_in, team):
    with at(VISIT, 16):
        patient = a_covered_patient(team, payer_id="13202", member_id="1EG4TE5MK73")
        before = a_billed_visit(team, patient)
        manager = sign_in("morgan")
        manager.goto("/practices/settings/")
        press(manager, "l")
        manager.get_by_role("link", name="Write a rule").first.click()
        manager.get_by_label("Payer", exact=True).select_option(label=before.payer.name)
        manager.locator("#id_words_1").fill("9921")
        expect(manager.get_by_text("9921 cannot be the procedure")).to_be_visible()
        manager.locator("#id_words_1").fill("99212-99215")
        manager.get_by_label("Title", exact=True).fill("An authorization for office visits")
        manager.get_by_label("Say", exact=True).fill("Medicare of this state wants an authorization")
        manager.get_by_label("Fix", exact=True).fill("Ask for it.")
        manager.locator("#id_why").fill("Two denials in October")
        expect(manager.locator("#rule-words")).to_contain_text("require the authorization number")
        looked_at(manager, "rule-form")
        press(manager, "Control+Enter")
        done(manager, "written. Try it before you switch it on.")
        press(manager, "t")
        expect(manager.get_by_text("It would have held 1 claim")).to_be_visible()
        expect(manager.get_by_role("link", name=before.control_number)).to_be_visible()
        looked_at(manager, "rule-trial")
        press(manager, "o")
        done(manager, "on for services from Nov 18, 2026")
        held = a_billed_visit(team, a_covered_patient(team, payer_id="13202", member_id="1EG4TE5MK73"))
        manager.goto(f"/claims/{held.pk}/")
        expect(manager.get_by_text("An authorization for office visits")).to_be_visible()
