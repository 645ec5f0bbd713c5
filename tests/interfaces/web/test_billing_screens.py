"""Screens of the visit and the claim in a real browser: accessible, no wider than the phone, usable without a mouse."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from tests.barriers import barriers
from tests.builders.claims import a_claim
from tests.builders.encounters import a_signed_encounter, an_encounter
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import a_clinician, a_practice, a_user, an_actor, the_payer

from cleanclaim import clock
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.services import batch_seal
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.interfaces.jobs.billing import encounter_bill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
SCREENS = (
    "/encounters/",
    "/encounters/{written}/",
    "/encounters/{empty}/",
    "/encounters/{signed}/",
    "/encounters/{signed}/codes/",
    "/charges/",
    "/claims/",
    "/claims/{held}/",
    "/claims/{sent}/",
    "/claims/{sent}/sent/",
    "/claims/{held}/cancel/",
    "/claims/?view=held",
    "/edits/SUB002/",
    "/edits/SUB002/?claim={held}",
)


@pytest.fixture
def rows(client, page: Page, live_server) -> dict[str, int]:
    """A clinician who also codes and bills, with a visit in each state and two claims; signs the browser in."""
    practice = a_practice()
    with acting_as(system_actor(practice)) as by, clock.at(date(2026, 9, 20)):
        me = an_actor(practice, "clinician", "coder", "biller", user=a_user("Priya", "Raman"))
        clinician = a_clinician(user=me.user)
        patient = a_patient(covered=False, last_name="Alvarez", zip="")
        a_coverage(patient=patient, payer=the_payer("medicare"), member_id="12")
        held = encounter_bill(encounter=a_signed_encounter(patient=patient), by=by)
        sent = a_claim(state="ready")
        batch_seal(claims=[sent], receiver_id="SIMULATOR", is_test=True, by=by)
        blank = {"state": "open", "subjective": "", "objective": "", "assessment": "", "plan": ""}
        visits = {
            "written": an_encounter(patient=patient, clinician=clinician),
            "empty": an_encounter(clinician=clinician, diagnoses=(), services=(), **blank),
            "signed": a_signed_encounter(clinician=clinician),
        }
    client.force_login(me.user)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return {name: visit.pk for name, visit in visits.items()} | {"held": held.pk, "sent": sent.pk}


@pytest.mark.parametrize("size", SIZES)
def test_every_screen_is_accessible_and_fits(size, rows, page):
    page.set_viewport_size(SIZES[size])
    faults = {}
    for screen in SCREENS:
        page.goto(screen.format(**rows))
        found = barriers(page)
        if page.evaluate("document.documentElement.scrollWidth") > SIZES[size]["width"]:
            found.append("wider than the screen")
        if page.locator(".btn-primary:visible").count() > 1:
            found.append("more than one filled button")
        if found:
            faults[screen] = found
    assert faults == {}


def test_a_visit_is_written_coded_signed_and_billed_without_a_mouse(rows, page):
    page.goto(f"/encounters/{rows['empty']}/")
    page.get_by_label("Subjective").fill("Cough for a week")
    for label, words in (("Diagnosis", "acute bronchitis"), ("Service", "99213")):
        page.get_by_label(label, exact=True).press_sequentially(words)
        expect(page.locator(".cc-options:visible button").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#codes")).to_contain_text("J20.9" if label == "Diagnosis" else "99213")
    expect(page.locator("#point-1-1")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#sign-state")).not_to_contain_text("Missing")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("signed")
    page.keyboard.press("b")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Claim C")
    assert Encounter.everywhere.get(pk=rows["empty"]).subjective == "Cough for a week"
    assert Claim.everywhere.latest("pk").state == "ready"


def test_pointers_and_modifiers_are_kept_as_they_are_chosen(rows, page):
    page.goto(f"/encounters/{rows['written']}/")
    page.locator("#point-2-2").click()
    expect(page.locator("#point-2-2")).to_have_attribute("aria-pressed", "true")
    page.locator("#modifiers-1").fill("25")
    with page.expect_response("**/note/"):
        page.locator("#modifiers-1").press("Tab")
    visit = Encounter.everywhere.get(pk=rows["written"])
    with acting_as(system_actor(visit.practice)):
        assert [row.pointers for row in visit.services.all()] == ["1,2", "1,2"]
        assert visit.services.first().modifiers == "25"


def test_the_page_takes_no_foreign_style(rows, page):
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"/encounters/{rows['written']}/")
    page.locator("#point-2-2").click()
    expect(page.locator("#point-2-2")).to_have_attribute("aria-pressed", "true")
    page.goto(f"/claims/{rows['held']}/")
    assert said == []
