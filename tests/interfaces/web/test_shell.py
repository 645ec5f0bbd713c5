"""The shell in a real browser: keys, focus, refusals, confirmation, access, and a content policy nothing breaks."""

import pytest
from playwright.sync_api import Page, expect
from tests.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.interfaces.web.sample")]

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture
def sample(page: Page):
    """The sample page; whatever the browser complains of fails the test, a refused (422) request excepted."""
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/")
    yield page
    assert [complaint for complaint in complaints if "422" not in complaint] == []


def test_slash_goes_to_the_search_and_escape_leaves_it(sample):
    sample.keyboard.press("/")
    expect(sample.get_by_role("searchbox")).to_be_focused()
    sample.keyboard.type("jkf?")
    expect(sample.get_by_role("searchbox")).to_have_value("jkf?")
    sample.keyboard.press("Escape")
    expect(sample.get_by_role("searchbox")).not_to_be_focused()


def test_rows_are_walked_and_opened_without_a_mouse(sample):
    for key in "jjk":
        sample.keyboard.press(key)
    expect(sample.get_by_role("link", name="CLM-1")).to_be_focused()
    sample.keyboard.press("j")
    sample.keyboard.press("Enter")
    expect(sample).to_have_url("/row/2")


def test_a_bracket_turns_the_page(sample):
    sample.keyboard.press("]")
    expect(sample).to_have_url("/?after=x")


def test_the_key_sheet_names_the_page_s_own_keys_and_can_turn_keys_off(sample):
    sample.keyboard.press("?")
    sheet = sample.get_by_role("dialog", name="Keys")
    expect(sheet.get_by_text("Send")).to_be_visible()
    sheet.get_by_label("Turn single keys off in this browser").check()
    sample.keyboard.press("Escape")
    sample.keyboard.press("?")
    expect(sheet).not_to_be_visible()


def test_a_confirmed_act_is_sent_once_and_a_declined_one_is_not(sample):
    sample.keyboard.press("f")
    dialog = sample.get_by_role("dialog", name="Send it?")
    dialog.get_by_role("button", name="Back").click()
    expect(sample).to_have_url("/")
    sample.keyboard.press("f")
    dialog.get_by_role("button", name="Send", exact=True).click()
    expect(sample.get_by_role("heading", name="Sent")).to_be_visible()


def test_a_refusal_is_shown_and_focused(sample):
    sample.get_by_role("button", name="Collect").click()
    expect(sample.get_by_role("heading", name="Not collected")).to_be_focused()


def test_a_result_is_spoken(sample):
    sample.get_by_label("Amount").fill("5.00")
    sample.get_by_role("button", name="Collect").click()
    expect(sample.locator("#announce")).to_have_text("Collected $5.00.")


def test_the_theme_is_kept(sample):
    sample.get_by_role("button", name="Dana Whitfield").click()
    sample.get_by_label("Theme").select_option("dark")
    sample.reload()
    expect(sample.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_what_a_search_finds_is_reached_by_arrows(sample):
    sample.goto("/search")
    sample.get_by_label("Patient", exact=True).press_sequentially("a")
    expect(sample.get_by_role("link", name="Beck")).to_be_visible()
    expect(sample.get_by_label("Patient", exact=True)).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        sample.keyboard.press(key)
    expect(sample).to_have_url("/row/2")


def test_a_chart_is_drawn_within_the_content_policy(sample):
    sample.goto("/chart")
    expect(sample.locator("[data-chart] canvas")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_bars_anyone(sample, size, scheme):
    sample.set_viewport_size(SIZES[size])
    sample.emulate_media(color_scheme=scheme)
    expect(sample.locator("html")).to_have_attribute("data-bs-theme", scheme)
    assert barriers(sample) == []
    assert sample.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
