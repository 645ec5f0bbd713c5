"""A patient paid too much: the desk explains it, one person asks, another approves with one key, a third sends it."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.barriers import WCAG, barriers
from tests.builders.payments import a_self_pay_visit
from tests.journeys.acts import at, done, press
from tests.journeys.conftest import DESK, SCREENS
from tests.journeys.test_screens import PHONE, too_wide

from cleanclaim.apps.ledger.choices import Method, Purpose
from cleanclaim.apps.ledger.models import Balance
from cleanclaim.apps.ledger.services import receipt_take
from cleanclaim.apps.practices.acting import acting_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAID_ON, TODAY = date(2026, 11, 2), date(2026, 11, 23)
ADDRESSES = (
    *("/credits/", "/refunds/", "/approvals/", "/books/?month=2026-11", "/books/close/", "/books/close/?kind=day"),
    "/books/rows/?account=ar_patient",
)


@pytest.fixture
def overpaid(team):
    """A patient who paid $40.00 more than the visit cost."""
    with at(PAID_ON, 10), acting_as(team.as_("system")) as by:
        line, *others = a_self_pay_visit()
        amount = line.charge + sum(other.charge for other in others) + 40_00
        receipt_take(patient=line.patient, amount=amount, method=Method.CHECK, purpose=Purpose.BALANCE, by=by)
    return line.patient


def test_a_refund_is_asked_for_approved_and_sent_by_three_people(sign_in, overpaid, team):
    with at(TODAY, 9):
        poster = sign_in("tomas")
        asks(poster, overpaid)
        approves(sign_in("morgan"))
        sends(sign_in("olive"))
        poster.goto("/credits/")
        expect(poster.get_by_text("No credits")).to_be_visible()
    with acting_as(team.as_("system")):
        assert Balance.objects.get(account="cash_operating").amount == -40_00


def test_the_desks_of_money_are_for_everybody_and_fit(sign_in, overpaid):
    faults = {}
    with at(TODAY, 9):
        asks(sign_in("tomas"), overpaid)
        for look, viewport in (("desk", DESK), ("phone", PHONE)):
            manager = sign_in("morgan", viewport=viewport)
            for path in (*ADDRESSES, f"/credits/patient/{overpaid.pk}/"):
                manager.goto(path)
                if found := [*barriers(manager, WCAG), *too_wide(manager)]:
                    faults[f"{look} {path}"] = found
                name = path.strip("/").replace("/", ".").replace("?", ".")
                (SCREENS / look).mkdir(parents=True, exist_ok=True)
                manager.screenshot(path=SCREENS / look / f"money.{name}.png", full_page=True)
    assert faults == {}


def asks(poster: Page, patient) -> None:
    poster.goto("/credits/")
    poster.get_by_role("link", name=patient.sort_name).click()
    expect(poster.get_by_role("table")).to_contain_text("Patient receipt")
    expect(poster.get_by_label("Amount")).to_have_value("40.00")
    poster.get_by_label("Why it goes back").fill("Paid twice")
    press(poster, "Control+Enter")
    done(poster, "Asked: $40.00 goes back once a manager approves.")


def approves(manager: Page) -> None:
    manager.goto("/worklist/")
    manager.goto("/approvals/")
    expect(manager.get_by_role("heading", name="Decide")).to_be_visible()
    press(manager, "y")
    done(manager, "Approved and carried out.")


def sends(owner: Page) -> None:
    owner.goto("/refunds/")
    owner.get_by_role("link", name="Send $40.00").click()
    owner.get_by_label("Check number or card reference").fill("1042")
    owner.get_by_role("button", name="It was sent").click()
    done(owner, "$40.00 sent to")
