"""One visit, from the first telephone call to a zero balance, as the people who do the work."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.builders.pyx12_judge import pyx12_faults
from tests.journeys.acts import at, done, press, send
from typer.testing import CliRunner

from cleanclaim.interfaces.cli.main import app

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VISIT, PAID_ON = date(2026, 11, 18), date(2026, 11, 20)
MEMBER_ID = "MBP4471905"  # whom Meridian Blue's PPO asks for a copay of $30.00, and for $1,200.00 of deductible yet


def test_one_visit_becomes_a_clean_claim_a_payment_and_a_zero_balance(sign_in, payers, tmp_path):
    with at(date(2026, 11, 16), 9):
        desk = sign_in("ines")
        register(desk)
        add_coverage(desk)
        book(desk)
    with at(VISIT, 9, 50):
        ask_the_payer(desk)
        check_in(desk)
    with at(VISIT, 10):
        clinician = sign_in("raman")
        open_the_visit(clinician)
        write_and_sign(clinician)
    with at(VISIT, 16):
        biller = sign_in("dana")
        post_charges(biller)
        send(biller)
    with at(VISIT, 16, 30):
        assert {name[:3] for name in payers.answer()} == {"999", "277"}
        acknowledged(biller)
    with at(PAID_ON, 17):
        assert [name[:3] for name in payers.answer()] == ["835"]
        poster = sign_in("tomas")
        posted(poster)
        settled(biller)
    with at(date(2026, 11, 23), 9):
        issue_statement(biller)
        pay_the_rest(desk)
    owes_nothing(desk)
    wire_is_kept(tmp_path / "wire")


def register(desk: Page) -> None:
    desk.goto("/patients/")
    press(desk, "Escape", "n")
    for label, value in (
        ("Last name", "Abernathy"), ("First name", "Rosalind"), ("Born", "1975-03-14"), ("Phone", "518-555-0190"),
        ("Street address", "18 Orchard Row"), ("City", "Albany"), ("State", "NY"), ("ZIP", "12207"),
    ):  # fmt: skip
        desk.get_by_label(re.compile(f"^{label}")).fill(value)
    desk.get_by_label("Sex").select_option("F")
    press(desk, "Control+Enter")
    done(desk, "Rosalind Abernathy registered as")


def add_coverage(desk: Page) -> None:
    desk.get_by_role("link", name="Add coverage").click()
    desk.get_by_label("Payer").select_option(label="Meridian Blue")
    desk.get_by_label("Member ID").fill(MEMBER_ID)
    desk.get_by_label("First day").fill("2024-01-01")
    press(desk, "Control+Enter")
    done(desk, "Meridian Blue added")


def book(desk: Page) -> None:
    desk.goto("/schedule/?day=2026-11-18")
    desk.get_by_role("link", name="Raman").click()
    expect(desk.get_by_role("link", name="Raman")).to_have_attribute("aria-current", re.compile("page|true"))
    press(desk, "n")
    desk.get_by_role("main").get_by_role("searchbox").press_sequentially("abern")
    expect(desk.get_by_role("link", name="Abernathy, Rosalind")).to_be_visible()
    press(desk, "ArrowDown", "Enter")
    desk.get_by_label("10:00").check()
    press(desk, "Control+Enter")
    done(desk, "Rosalind Abernathy booked")


def ask_the_payer(desk: Page) -> None:
    desk.goto("/schedule/")
    press(desk, "j", "e")
    row = desk.get_by_role("row").filter(has_text="Abernathy, Rosalind")
    expect(row).to_contain_text("Eligible")
    expect(row).to_contain_text("$30.00 due")


def check_in(desk: Page) -> None:
    desk.get_by_label("Photo ID seen").check()
    desk.get_by_label("Card or check number").fill("4411")
    press(desk, "Control+Enter")
    done(desk, "Rosalind Abernathy checked in, $30.00 collected")


def open_the_visit(clinician: Page) -> None:
    press(clinician, "g", "s")
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
        press(clinician, "ArrowDown", "Enter")
        expect(clinician.locator("#codes")).to_contain_text(code)
    clinician.get_by_role("group", name="Diagnoses for 99213").get_by_role("button", name="B I10").click()
    expect(clinician.locator("#point-1-2")).to_have_attribute("aria-pressed", "true")
    expect(clinician.locator("#sign-state")).not_to_contain_text("Missing")
    press(clinician, "Control+Enter")
    expect(clinician.get_by_role("main")).to_contain_text("signed")


def post_charges(biller: Page) -> None:
    biller.goto("/charges/")
    press(biller, "j", "b")
    done(biller, "ready to send")


def acknowledged(biller: Page) -> None:
    """The claim's own page says what the clearinghouse and the payer said."""
    biller.get_by_role("link", name=re.compile("^C.*Abernathy")).click()
    course = biller.get_by_role("list", name="Course of the claim")
    expect(course).to_contain_text("File accepted")
    expect(course).to_contain_text("accepted Nov 18")
    expect(biller.get_by_role("main")).to_contain_text("With the payer")
    biller.get_by_role("link", name="837P as sent").click()
    expect(biller.get_by_label("X12 segments")).to_contain_text("HI*ABK:E1165*ABF:I10")
    biller.go_back()


def posted(poster: Page) -> None:
    """The posting desk proves the payment."""
    press(poster, "g", "r")
    expect(poster.get_by_role("heading", name="Remittances")).to_be_visible()
    press(poster, "j", "Enter")
    expect(poster.get_by_role("heading", level=1)).to_contain_text("Meridian Blue")
    expect(poster.get_by_label("Proof of balance")).to_contain_text("Balanced to the cent")


def settled(biller: Page) -> None:
    """The payer owes nothing more on the claim."""
    biller.reload()
    expect(biller.get_by_role("list", name="Course of the claim")).to_contain_text("$87.76 paid")
    expect(biller.get_by_role("main")).to_contain_text("Closed")


def issue_statement(biller: Page) -> None:
    press(biller, "g", "b")
    expect(biller.get_by_role("row").filter(has_text="Abernathy, Rosalind")).to_contain_text("$12.41")
    press(biller, "s")
    done(biller, "1 statement issued")
    press(biller, "j", "Enter")
    expect(biller.get_by_role("heading", level=1)).to_contain_text("Rosalind, your bill")
    link = biller.get_by_role("link", name="Print or save the PDF")
    paper = biller.request.get(link.get_attribute("href"))
    assert (paper.headers["content-type"], paper.body()[:5]) == ("application/pdf", b"%PDF-")


def pay_the_rest(desk: Page) -> None:
    press(desk, "/")
    desk.keyboard.type("abernathy")
    press(desk, "Enter")
    expect(desk.get_by_role("heading", name="Rosalind Abernathy")).to_be_visible()
    press(desk, "a")
    expect(desk.get_by_role("main")).to_contain_text("Patient owes")
    press(desk, "p")
    expect(desk.get_by_label("Amount")).to_have_value("12.41")
    desk.get_by_label("How").select_option("cash")
    press(desk, "Control+Enter")
    done(desk, "$12.41 received from Rosalind Abernathy")


def owes_nothing(desk: Page) -> None:
    desk.get_by_role("link", name="Rosalind Abernathy").click()
    expect(desk.get_by_role("heading", name="Account of Rosalind Abernathy")).to_be_visible()
    expect(desk.get_by_role("main")).to_contain_text("Nothing owed")


def wire_is_kept(folder: Path) -> None:
    """Every file is exported as it went over the wire; an independent judge accepts what we sent."""
    told = CliRunner().invoke(app, ["exchange", "export", str(folder)])
    kinds = sorted(path.name.rsplit("-", 2)[0] for path in folder.iterdir())
    assert (told.exit_code, kinds) == (0, ["in-271", "in-277CA", "in-835", "in-999", "out-270", "out-837P"])
    (sent,) = folder.glob("out-837P-*")
    assert pyx12_faults(sent.read_bytes()) == []
