"""One visit, from the first telephone call to a zero balance, as the people who do the work."""

import re
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect

from cleanclaim import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VISIT = date(2026, 11, 18)
MEMBER_ID = "MBP4471905"  # whom Meridian Blue's PPO asks for a copay of $30.00, and for $1,200.00 of deductible yet


def at(hour: int, minute: int = 0, day: date = VISIT):
    return clock.at(datetime(day.year, day.month, day.day, hour, minute))  # noqa: DTZ001


def test_one_visit_becomes_a_clean_claim_a_payment_and_a_zero_balance(sign_in, payers, team):
    with at(9, day=date(2026, 11, 16)):
        desk = sign_in("ines")
        register(desk)
        add_coverage(desk)
        book(desk)
    with at(9, 50):
        ask_the_payer(desk)
        check_in(desk)
    with at(10):
        clinician = sign_in("raman")
        open_the_visit(clinician)
        write_and_sign(clinician)
    with at(16):
        biller = sign_in("dana")
        post_charges(biller)
        send(biller)
    with at(16, 30):
        payers.answer()
        biller.reload()
    with at(17, day=date(2026, 11, 20)):
        payers.answer()
    print(biller.url)


def done(page: Page, words: str) -> None:
    """The bar says that it was done."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def register(desk: Page) -> None:
    desk.goto("/patients/")
    desk.keyboard.press("Escape")
    desk.keyboard.press("n")
    for label, value in (
        ("Last name", "Abernathy"), ("First name", "Rosalind"), ("Born", "1975-03-14"), ("Phone", "518-555-0190"),
        ("Street address", "18 Orchard Row"), ("City", "Albany"), ("State", "NY"), ("ZIP", "12207"),
    ):  # fmt: skip
        desk.get_by_label(re.compile(f"^{label}")).fill(value)
    desk.get_by_label("Sex").select_option("F")
    desk.keyboard.press("Control+Enter")
    done(desk, "Rosalind Abernathy registered as")


def add_coverage(desk: Page) -> None:
    desk.get_by_role("link", name="Add coverage").click()
    desk.get_by_label("Payer").select_option(label="Meridian Blue")
    desk.get_by_label("Member ID").fill(MEMBER_ID)
    desk.get_by_label("First day").fill("2024-01-01")
    desk.keyboard.press("Control+Enter")
    done(desk, "Meridian Blue added")


def book(desk: Page) -> None:
    desk.goto("/schedule/?day=2026-11-18")
    desk.get_by_role("link", name="Raman").click()
    expect(desk.get_by_role("link", name="Raman")).to_have_attribute("aria-current", re.compile("page|true"))
    desk.keyboard.press("n")
    desk.get_by_role("main").get_by_role("searchbox").press_sequentially("abern")
    expect(desk.get_by_role("link", name="Abernathy, Rosalind")).to_be_visible()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    desk.get_by_label("10:00").check()
    desk.keyboard.press("Control+Enter")
    done(desk, "Rosalind Abernathy booked")


def ask_the_payer(desk: Page) -> None:
    desk.goto("/schedule/")
    desk.keyboard.press("j")
    desk.keyboard.press("e")
    row = desk.get_by_role("row").filter(has_text="Abernathy, Rosalind")
    expect(row).to_contain_text("Eligible")
    expect(row).to_contain_text("$30.00 due")


def check_in(desk: Page) -> None:
    desk.get_by_label("Photo ID seen").check()
    desk.get_by_label("Card or check number").fill("4411")
    desk.keyboard.press("Control+Enter")
    done(desk, "Rosalind Abernathy checked in, $30.00 collected")


def open_the_visit(clinician: Page) -> None:
    clinician.keyboard.press("g")
    clinician.keyboard.press("s")
    clinician.get_by_role("row").filter(has_text="Abernathy").get_by_role("button", name="Start visit").click()
    expect(clinician.get_by_role("heading", level=1)).to_contain_text("Rosalind Abernathy")


def write_and_sign(clinician: Page) -> None:
    for label, words in (
        ("Subjective", "Checks sugar at home, 140 to 170 in the morning."), ("Objective", "BP 142/88, BMI 31."),
        ("Assessment", "Type 2 diabetes above goal; blood pressure high."), ("Plan", "Raise metformin, A1c today."),
    ):  # fmt: skip
        clinician.get_by_label(label).fill(words)
    for label, typed, code in (
        ("Diagnosis", "type 2 diabetes hyperglyc", "E11.65"), ("Diagnosis", "essential hypertension", "I10"),
        ("Service", "99213", "99213"), ("Service", "83036", "83036"),
    ):  # fmt: skip
        clinician.get_by_label(label, exact=True).press_sequentially(typed)
        expect(clinician.locator(".cc-options:visible").get_by_role("button", name=code).first).to_be_visible()
        clinician.keyboard.press("ArrowDown")
        clinician.keyboard.press("Enter")
        expect(clinician.locator("#codes")).to_contain_text(code)
    clinician.get_by_role("group", name="Diagnoses for 99213").get_by_role("button", name="B I10").click()
    expect(clinician.locator("#point-1-2")).to_have_attribute("aria-pressed", "true")
    expect(clinician.locator("#sign-state")).not_to_contain_text("Missing")
    clinician.keyboard.press("Control+Enter")
    expect(clinician.get_by_role("main")).to_contain_text("signed")


def post_charges(biller: Page) -> None:
    biller.goto("/charges/")
    biller.keyboard.press("j")
    biller.keyboard.press("b")
    done(biller, "ready to send")


def send(biller: Page) -> None:
    biller.keyboard.press("g")
    biller.keyboard.press("c")
    expect(biller.get_by_role("heading", name="Claims")).to_be_visible()
    biller.keyboard.press("s")
    biller.get_by_role("dialog").get_by_role("button", name="Send 1 claim").click()
    done(biller, "1 claim on the way")
