"""What people of several journeys do, and how they see that it was done."""

from contextlib import AbstractContextManager
from datetime import date, datetime

from playwright.sync_api import Page, expect

from cleanclaim import clock


def at(day: date, hour: int, minute: int = 0) -> AbstractContextManager[None]:
    """It is that time at the practice, for the test, the server and the payers."""
    return clock.at(datetime(day.year, day.month, day.day, hour, minute))  # noqa: DTZ001


def done(page: Page, words: str) -> None:
    """The bar says that it was done."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def send(biller: Page) -> None:
    """Send every ready claim; there is one."""
    biller.goto("/claims/")
    press(biller, "s")
    biller.get_by_role("dialog").get_by_role("button", name="Send 1 claim").click()
    done(biller, "1 claim on the way")


def course(page: Page):
    """The steps at the head of a claim's page."""
    return page.get_by_role("list", name="Course of the claim")


def press(page: Page, *keys: str) -> None:
    """Press one key after the other, once the page's own keys are in place: its scripts run after its text shows."""
    page.wait_for_load_state()
    for key in keys:
        page.keyboard.press(key)
