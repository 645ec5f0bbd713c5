"""A claim that the payer turns away at its door: corrected in the record, and sent again as an original."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.builders.billed import a_billed_visit, a_covered_patient
from tests.journeys.acts import at, course, done, press, send

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VISIT, NEXT_DAY = date(2026, 11, 18), date(2026, 11, 19)
UNKNOWN, KNOWN = "MBP4470000", "MBP4471903"


def test_a_rejected_claim_is_corrected_and_sent_again_as_an_original(sign_in, payers, team):
    with at(VISIT, 16):
        claim = a_billed_visit(team, a_covered_patient(team, payer_id="60054", member_id=UNKNOWN))
        biller = sign_in("dana")
        send(biller)
        payers.answer()
    with at(NEXT_DAY, 9):
        work_the_rejection(biller)
        correct_the_member_id(biller)
        take_the_claim_back(biller)
        send(biller)
        payers.answer()
        biller.get_by_role("link", name=re.compile(claim.control_number)).click()
        expect(course(biller)).to_contain_text("accepted Nov 19")
        sent_as_an_original(biller)


def work_the_rejection(biller: Page) -> None:
    """The worklist says why, and leads to the claim."""
    press(biller, "g", "w")
    item = biller.get_by_role("row").filter(has_text="rejected").filter(has_text="Correct and resend")
    expect(item).to_contain_text("Not adjudicated: correct it and send it as an original.")
    item.get_by_role("button", name="Correct and resend").click()
    expect(course(biller)).to_contain_text("rejected")


def correct_the_member_id(biller: Page) -> None:
    biller.get_by_role("main").get_by_role("link", name="June Whitaker").click()
    biller.get_by_role("link", name="Meridian Blue", exact=True).click()
    biller.get_by_label("Member ID").fill(KNOWN)
    press(biller, "Control+Enter")
    done(biller, "Coverage Meridian Blue saved")


def take_the_claim_back(biller: Page) -> None:
    biller.goto("/worklist/")
    biller.get_by_role("button", name="Correct and resend").click()
    expect(course(biller)).to_contain_text("rejected")
    press(biller, "f")
    done(biller, "is ready to send")


def sent_as_an_original(biller: Page) -> None:
    """Frequency 1, the corrected number, and no payer's number: the payer never had it."""
    biller.get_by_role("link", name="837P as sent").click()
    text = biller.get_by_label("X12 segments")
    expect(text).to_contain_text("*11:B:1*")
    expect(text).to_contain_text(KNOWN)
    expect(text).not_to_contain_text("REF*F8")
