"""What a page has that bars somebody from using it, as axe sees it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
COMING = "[aria-busy=true], .is-loading, .htmx-settling"  # a part of the page that is asked for, or being put in place
LEAN = {"resultTypes": ["violations"]}  # what holds is not told node by node: seven times less to hand over


def barriers(page: Page, rules: dict | None = None) -> list[str]:
    """Each rule that is broken, with the element that breaks it; every rule of axe unless some are named.

    Looks once the page is whole.
    """
    expect(page.locator(COMING)).to_have_count(0)
    found = Axe().run(page, options=(rules or {}) | LEAN).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
