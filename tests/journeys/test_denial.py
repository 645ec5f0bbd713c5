"""A claim that the payer adjudicates and does not pay: corrected, resent under the payer's number, paid."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.builders.billed import a_billed_visit, a_covered_patient
from tests.builders.simulators import a_book
from tests.journeys.acts import at, course, done, press, send

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.ledger.models import Balance
from cleanclaim.apps.practices.acting import acting_as
from cleanclaim.core.ledger import chart
from cleanclaim.core.simulator import PayerBook
from cleanclaim.interfaces.jobs.sending import send as batches_send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VISIT, DENIED_ON, PAID_ON = date(2026, 11, 18), date(2026, 11, 20), date(2026, 11, 24)
CHARGE, COPAY = 175_00, 30_00


@pytest.fixture
def book() -> PayerBook:
    """Payers that find every claim incomplete, and a corrected one complete."""
    return a_book(denials={"CO-16": 1000})


def test_a_denied_claim_is_corrected_resent_under_the_payer_s_number_and_paid(sign_in, payers, team):
    with at(VISIT, 16):
        claim = a_billed_visit(team, a_covered_patient(team, payer_id="60054", member_id="MBP4471903"))
        with acting_as(team.as_("biller")) as biller:
            batches_send(by=biller)
        payers.answer()
    with at(DENIED_ON, 9):
        payers.answer()
        assert owed(team) == {"payer": CHARGE}
        specialist, biller = sign_in("priya"), sign_in("dana")
        work_the_denial(specialist)
        correct_the_codes(biller)
        send(biller)
        payers.answer()
        assert owed(team) == {"payer": CHARGE}
    with at(PAID_ON, 9):
        payers.answer()
        biller.get_by_role("link", name=re.compile("Whitaker")).first.click()
        expect(course(biller)).to_contain_text("$87.76 paid")
        sent_as_a_replacement(biller, number_of_the_payer(claim))
        specialist.goto("/denials/")
        expect(specialist.get_by_role("main")).to_contain_text("No denials are open")
    assert owed(team) == {"patient": COPAY}


def owed(team) -> dict[str, int]:
    """Cents owed on charges, by payers and by patients."""
    with acting_as(team.as_("system")):
        rows = Balance.objects.filter(account__in=chart.RECEIVABLES).exclude(amount=0)
        found: dict[str, int] = {}
        for row in rows:
            who = row.party.partition(":")[0]
            found[who] = found.get(who, 0) + row.amount
    return found


def work_the_denial(specialist: Page) -> None:
    """By cause, then the case with its playbook, then the replacement."""
    press(specialist, "g", "d")
    expect(specialist.get_by_role("heading", name="Denials by cause")).to_be_visible()
    specialist.get_by_role("link", name="Work it").click()
    expect(specialist.get_by_role("main")).to_contain_text("Why it was denied")
    expect(specialist.get_by_role("main")).to_contain_text("CO-16")
    press(specialist, "r")
    done(specialist, "drafted; it replaces")


def correct_the_codes(biller: Page) -> None:
    """The coder completes the diagnoses; the draft is built again from them."""
    biller.goto("/claims/")
    biller.get_by_role("row").filter(has_text="Draft").get_by_role("link").click()
    biller.get_by_role("link", name="Nov 18, 2026").click()
    biller.get_by_role("link", name="Correct codes").click()
    biller.get_by_label("Diagnosis", exact=True).press_sequentially("R05.1")
    biller.get_by_role("button", name="R05.1").click()
    expect(biller.locator("#codes")).to_contain_text("R05.1")
    biller.get_by_label("Reason").fill("The payer found the diagnoses incomplete")
    press(biller, "Control+Enter")
    done(biller, "Codes of June Whitaker changed")


def number_of_the_payer(claim: Claim) -> str:
    """What the payer called the claim it denied."""
    number = Claim.everywhere.get(pk=claim.pk).payer_claim_control_number
    assert number
    return number


def sent_as_a_replacement(biller: Page, number: str) -> None:
    """Frequency 7 under the payer's number."""
    biller.get_by_role("link", name="837P as sent").click()
    text = biller.get_by_label("X12 segments")
    expect(text).to_contain_text("*11:B:7*")
    expect(text).to_contain_text(f"REF*F8*{number}")
