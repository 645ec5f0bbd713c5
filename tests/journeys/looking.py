"""Pages as people look at them."""

from playwright.sync_api import Page
from tests.barriers import WCAG, barriers
from tests.journeys.conftest import DESK, SCREENS


def looked_at(page: Page, name: str) -> None:
    """A page that bars nobody, on a desk and on a phone; its pictures are kept for people to look at."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=SCREENS / f"{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert barriers(page, WCAG) == []
    page.set_viewport_size(DESK)
