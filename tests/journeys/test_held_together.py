"""Forty claims held by one cause: the biller fixes them at once, and can take it back."""

from datetime import date

import pytest
from playwright.sync_api import expect
from tests.builders.billed import a_billed_visit, a_covered_patient
from tests.journeys.acts import at, done, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VISIT, COUNT = date(2026, 11, 18), 40
DASHED = "1EG4-TE5-MK73"


def test_forty_claims_with_one_cause_are_fixed_at_once(sign_in, payers, team):
    with at(VISIT, 16):
        claims = [
            a_billed_visit(team, a_covered_patient(team, payer_id="13202", member_id=DASHED)) for _ in range(COUNT)
        ]
        biller = sign_in("dana")
        biller.goto("/claims/?view=held")
        cause = biller.get_by_role("row").filter(has_text="Medicare number not in MBI format")
        expect(cause).to_contain_text(f"{COUNT}")
        press(biller, "f")
        done(biller, f"{COUNT} claims fixed: {COUNT} are ready to send.")
        expect(biller.get_by_text("No claim is held")).to_be_visible()
        press(biller, "u")
        done(biller, f"Fix taken back on {COUNT} claims.")
        biller.get_by_role("link", name=claims[0].control_number, exact=True).click()
        press(biller, "1")
        done(biller, "is ready to send")
        press(biller, "u")
        done(biller, "is still held by its findings")
