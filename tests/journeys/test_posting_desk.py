"""A poster's day: what posted by itself, what is left and why, and two clicks that settle it."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.barriers import WCAG, barriers
from tests.builders.payments import a_billed_claim, from_payer, paid_in_full, received
from tests.builders.practices import an_actor
from tests.journeys.acts import done, press
from tests.journeys.conftest import SCREENS

from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.remittances.models import Remittance, RemittanceClaim

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, live_server, practice, by):
    """Signs somebody of the practice in."""

    def signed_in(*roles: str) -> Page:
        client = Client()
        client.force_login(an_actor(practice, *roles).user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    yield signed_in
    assert ledger_faults() == []


def look(page: Page, name: str) -> None:
    """Barred to nobody, and no wider than the window, on a desk and on a phone; kept as a picture."""
    for width, height in ((390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        assert barriers(page, WCAG) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"desk-{name}-{width}.png", full_page=True)


def a_stranger(claim, **more):
    """An answer whose number is nobody's."""
    return paid_in_full(claim, patient_control_number="L-20519", payer_claim_control_number="", **more)


def test_post_a_days_remits(desk):
    claims = [a_billed_claim() for _ in range(3)]
    received(from_payer(claims[0].payer, paid_in_full(claims[0])))
    received(from_payer(claims[1].payer, a_stranger(claims[1])))
    received(from_payer(claims[2].payer, paid_in_full(claims[2]), amount=200_50))
    poster = desk("payment_poster")
    poster.goto("/remittances/")
    day = poster.get_by_role("region", name="What is left")
    expect(day).to_contain_text("1 payment posted by itself")
    expect(day).to_contain_text("1 claim held")
    expect(day).to_contain_text("1 payment does not add up")
    look(poster, "day")
    day.get_by_role("link", name="1 claim held").click()
    poster.get_by_role("button", name="and post").click()
    poster.get_by_role("dialog").get_by_role("button", name="Match and post").click()
    done(poster, "matched, $199.50 posted")
    assert sorted(Remittance.objects.values_list("state", flat=True)) == ["posted", "posted", "quarantined"]


def test_match_and_unmatch(desk):
    claim = a_billed_claim()
    [payment] = received(from_payer(claim.payer, a_stranger(claim)))
    poster = desk("payment_poster", "manager")
    poster.goto(f"/remittances/{payment.pk}/")
    press(poster, "m")
    poster.get_by_role("dialog").get_by_role("button", name="Match and post").click()
    done(poster, "$199.50 posted")
    poster.get_by_role("link", name=f"Unmatch {claim.control_number}").click()
    look(poster, "unmatch")
    poster.get_by_label("Reason").fill("Another patient's member ID")
    poster.get_by_role("button", name="Unmatch").click()
    done(poster, "$199.50 is held again")
    expect(poster.get_by_role("heading", name="Held claim 1 of 1")).to_be_visible()
    assert RemittanceClaim.objects.get().claim is None


def test_hold_and_release(desk):
    claim = a_billed_claim()
    [payment] = received(from_payer(claim.payer, paid_in_full(claim), amount=200_50))
    manager = desk("manager")
    manager.goto(f"/remittances/{payment.pk}/")
    expect(manager.get_by_role("table", name="The three sums")).to_contain_text("$200.50")
    look(manager, "held")
    manager.get_by_label("Why it cannot wait").fill("The payer sends no corrected file before month end")
    manager.get_by_role("button", name="Release to suspense").click()
    manager.get_by_role("dialog").get_by_role("button", name="Release to suspense").click()
    done(manager, "$200.50 is in suspense")
    look(manager, "suspense")
    assert Remittance.objects.get().state == "in_suspense"


def test_manual_eob(desk):
    claim = a_billed_claim()
    poster = desk("payment_poster")
    poster.goto("/remittances/paper/")
    poster.get_by_label("Claim number or patient's last name").fill(claim.control_number)
    press(poster, "Enter")
    poster.get_by_role("link", name=claim.control_number).click()
    poster.get_by_label("Check or trace number").focus()
    keys = poster.keyboard
    for typed in ("40417", "2026-03-18", "174.50", "168.00", "143.00", "", "", "PR-3", "25.00", "", ""):
        if typed == "2026-03-18":
            poster.get_by_label("Date of the check").fill(typed)
        elif typed:
            poster.keyboard.press("Control+A")
            keys.type(typed)
        keys.press("Enter")
    expect(poster.locator("[data-eob-left]").first).to_have_text("$0.00")
    expect(poster.locator("[data-eob-total]")).to_have_text("The check is off by $31.50.")
    keys.press("Control+Enter")
    expect(poster.get_by_role("alert")).to_contain_text("Not posted")
    look(poster, "eob")
    poster.get_by_label("Paid, 80053").fill("31.50")
    poster.get_by_label("Allowed, 80053").fill("31.50")
    keys.press("Enter")
    expect(poster.locator("[data-eob-total]")).to_have_text("The lines are the check.")
    keys.press("Control+Enter")
    done(poster, "$174.50 of check 40417 posted")
    assert Remittance.objects.get().state == "posted"


def test_the_bank_and_the_underpayments_are_for_everybody_and_fit(desk):
    claim = a_billed_claim()
    received(from_payer(claim.payer, paid_in_full(claim)))
    manager = desk("manager", "denial_specialist")
    for name in ("bank", "underpayments"):
        manager.goto(f"/remittances/{name}/")
        look(manager, name)
