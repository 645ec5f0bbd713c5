"""Screens of the front desk in a real browser: accessible, no wider than the phone, usable without a mouse."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.barriers import barriers
from tests.builders.eligibility import a_check
from tests.builders.patients import a_patient
from tests.builders.practices import a_billing_company, a_practice, an_actor, an_outside_actor
from tests.builders.scheduling import an_appointment, at_time
from tests.builders.worklist import a_work_item

from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.ledger.models import Receipt
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.apps.practices.models import FeeSchedule
from cleanclaim.apps.scheduling.models import Appointment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def world(client: Client, page: Page, live_server) -> Callable[[str], str]:
    """A practice with one visit; signs the browser in and gives addresses their rows."""
    practice = a_practice()
    an_outside_actor(a_billing_company(practice), practice, "billing_lead")
    with acting_as(system_actor(practice)) as by:
        visit = an_appointment(starts_at=at_time("23:50"), copay_due=25_00)
        a_check(coverage=visit.patient.coverages.get(), appointment=visit, deductible=500_00, deductible_left=145_00)
        a_patient(first_name="Miriam", last_name="Hale")
        a_work_item(role="front_desk")
        activity_record(subject=visit, what="appointment_book", words="Booked June Whitaker", by=by)
        client.force_login(an_actor(practice, "front_desk", "manager").user)
        rows = {
            "visit": visit.pk, "patient": visit.patient_id, "fees": FeeSchedule.objects.get().pk,
            "coverage": visit.patient.coverages.get().pk,
        }  # fmt: skip
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return lambda path: path.format(**rows)


SCREENS = (
    "/schedule/",
    "/schedule/?visit={visit}#checkin",
    "/scheduling/new/",
    "/scheduling/new/?patient={patient}&day=2030-01-02",
    "/scheduling/{visit}/move/",
    "/scheduling/{visit}/cancel/",
    "/patients/",
    "/patients/?q=nobody",
    "/patients/new/",
    "/patients/{patient}/",
    "/patients/{patient}/details/",
    "/patients/{patient}/guarantor/",
    "/patients/{patient}/coverages/new/",
    "/patients/coverages/{coverage}/end/",
    "/worklist/",
    "/activity/",
    "/practices/team/",
    "/practices/settings/",
    "/practices/settings/fees/{fees}/",
)


@pytest.mark.parametrize("size", SIZES)
def test_every_screen_is_accessible_and_fits(size, world, page):
    page.set_viewport_size(SIZES[size])
    faults = {}
    for screen in SCREENS:
        page.goto(world(screen))
        found = barriers(page)
        if page.evaluate("document.documentElement.scrollWidth") > SIZES[size]["width"]:
            found.append("wider than the screen")
        if page.locator(".btn-primary:visible").count() > 1:
            found.append("more than one filled button")
        if found:
            faults[screen] = found
    assert faults == {}


def test_patients_are_found_as_one_types(world, page):
    page.goto("/patients/")
    page.get_by_role("main").get_by_role("searchbox").press_sequentially("hal")
    expect(page.get_by_role("link", name="Whitaker, June")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Hale, Miriam")).to_be_focused()


def test_a_visit_is_booked_by_keyboard(world, page):
    page.goto("/schedule/")
    page.keyboard.press("n")
    page.get_by_role("main").get_by_role("searchbox").press_sequentially("hale")
    expect(page.get_by_role("link", name="Hale, Miriam")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_label("Day").fill("2030-01-02")
    page.get_by_label("Day").press("Tab")
    page.get_by_label("09:30").press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").filter(has_text="Miriam Hale booked.")).to_be_visible()
    assert Appointment.everywhere.filter(patient__last_name="Hale").exists()


def test_the_total_follows_what_is_collected(world, page):
    page.goto(world("/schedule/?visit={visit}#checkin"))
    expect(page.get_by_role("button", name="Collect $25.00 and check in")).to_be_visible()
    page.get_by_label("Earlier balance").fill("80")
    page.get_by_label("Earlier balance").press("Tab")
    expect(page.get_by_role("button", name="Collect $105.00 and check in")).to_be_visible()
    page.get_by_label("Photo ID seen").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").filter(has_text="checked in, $105.00 collected")).to_be_visible()
    assert sorted(Receipt.everywhere.values_list("amount", flat=True)) == [25_00, 80_00]
