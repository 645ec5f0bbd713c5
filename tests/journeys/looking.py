"""Pages as people look at them."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.journeys.conftest import DESK, SCREENS

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def looked_at(page: Page, name: str) -> None:
    """A page that bars nobody, on a desk and on a phone; its pictures are kept for people to look at."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=SCREENS / f"{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert Axe().run(page, options=RULES).response["violations"] == []
    page.set_viewport_size(DESK)
