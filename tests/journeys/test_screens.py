"""Every screen of a practice at work: barred to nobody, quiet, and no wider than a phone.

Each is kept as a picture under build/screens, for people to look at.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Page
from tests.barriers import COLORS, WCAG, barriers
from tests.builders.addresses import MODELS, Address, addresses
from tests.builders.simulators import a_book
from tests.journeys.acts import at
from tests.journeys.conftest import DESK, SCREENS

from cleanclaim.adapters.clearinghouses.simulator import store
from cleanclaim.apps.practices.acting import acting_as
from cleanclaim.apps.practices.models import Membership
from cleanclaim.core.simulator import PayerBook
from cleanclaim.interfaces.demo import year
from cleanclaim.interfaces.demo.practice import LONG_AGO, Demo, Team, demo_practices

pytestmark = [pytest.mark.browser, pytest.mark.looks, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 24)
PATIENTS, MONTHS = 6, 2
PHONE = {"width": 390, "height": 844}
IN_THE_DARK = ("today", "schedule", "worklist", "claims.claim_id", "encounters.encounter_id", "remittances")
SHARES = 2  # of the screens: each is a test, so that all processors have some of them
# Of these every state has its screen; of the others the newest row is shown.
BY_STATE = ("claim", "encounter", "remittance", "denialcase")


class Look(NamedTuple):
    """How screens are looked at: window, colors, the rules they have to keep, which of them (all unless told)."""

    viewport: dict[str, int]
    scheme: str
    rules: dict
    names: tuple[str, ...] = ("",)


LOOKS = {
    "desk": Look(DESK, "light", WCAG),
    "phone": Look(PHONE, "light", WCAG),
    "desk-dark": Look(DESK, "dark", COLORS, IN_THE_DARK),
}


class TwoMonths:
    """A practice after two months, lived once in a process; from then on its rows are put back as they were."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.rows = folder, sqlite3.connect(":memory:")
        self.demo: Demo | None = None
        self.screens: list[tuple[str, str]] = []  # name, address

    def begin(self) -> Demo:
        """The practice in the empty database."""
        if self.demo:
            connection.ensure_connection()
            self.rows.backup(connection.connection)
            return self.demo
        demo = demo_practices()
        year.year_make(demo, patients=PATIENTS, seed=7, today=TODAY, progress=lambda done, total: None)
        self.screens = list(pages_of(demo.teams[0]))
        connection.connection.backup(self.rows)
        self.demo = demo
        return demo


@pytest.fixture(scope="module")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> TwoMonths:
    return TwoMonths(tmp_path_factory.mktemp("two_months"))


@pytest.fixture
def book() -> PayerBook:
    """Payers that find more to object to than they do, so that every kind of answer is there."""
    return a_book(
        denials={"CO-16": 120, "CO-50": 60}, partial_batch_accept=100, era_unknown_claim=200,
        underpaid_vs_contract=80, denied_line_others_paid=60,
    )  # fmt: skip


@pytest.fixture
def demo(transactional_db: None, settings, monkeypatch: pytest.MonkeyPatch, book, two_months: TwoMonths) -> Demo:
    """The practices after two months."""
    settings.DATA_DIR = two_months.folder
    monkeypatch.setattr(store, "demo_book", lambda: book)
    monkeypatch.setattr(year, "MONTHS", MONTHS)
    return two_months.begin()


@pytest.fixture
def screens(team: Team, two_months: TwoMonths) -> Iterator[list[tuple[str, str]]]:
    """(name, address) of each screen, on the practice's day."""
    with at(TODAY, 10):
        yield two_months.screens


def pages_of(team: Team) -> Iterator[tuple[str, str]]:
    """Each screen as a manager sees it who does everybody's work."""
    morgan = team.as_("manager").user
    Membership.objects.bulk_create(
        Membership(user=morgan, organization=team.practice, role=role, effective_from=LONG_AGO)
        for role in ("biller", "clinician", "denial_specialist", "front_desk", "payment_poster", "auditor")
    )
    with at(TODAY, 10):
        with acting_as(team.as_("system")):
            paths = list(shown())
        client = Client()
        client.force_login(morgan)
        yield from ((name, path) for name, path in paths if is_page(client, path))


def shown() -> Iterator[tuple[str, str]]:
    """Every address with the rows to show there."""
    for address in addresses():
        for suffix, rows in rows_of(address):
            name = address.route.replace("<int:", "").replace("<slug:", "").replace(">", "").strip("/")
            yield f"{name.replace('/', '.') or 'today'}{suffix}", address.path(rows)


def rows_of(address: Address) -> Iterator[tuple[str, dict[str, int]]]:
    """One row of each model that the address selects; of some, one in each state.  Nothing when there is no row."""
    models = [argument.removesuffix("_id").replace("_", "") for argument in address.arguments]
    models = [name for name in models if name in MODELS]
    if address.route.endswith("_id>/") and models[0] in BY_STATE:
        rows = MODELS[models[0]].objects.order_by("pk")
        newest = {row.state: row.pk for row in rows}
        yield from ((f".{state}", {models[0]: pk}) for state, pk in sorted(newest.items()))
        return
    newest = {name: MODELS[name].objects.order_by("-pk").first() for name in models}
    if all(newest.values()):
        yield "", {name: row.pk for name, row in newest.items()}


def is_page(client: Client, path: str) -> bool:
    """Whether a GET shows a whole page there."""
    answer = client.get(path)
    return answer.status_code == 200 and answer.content[:100].lstrip().lower().startswith(b"<!doctype html")


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("name", LOOKS)
def test_every_screen_is_for_everybody_and_fits(name, share, screens, sign_in):
    look, faults = LOOKS[name], {}
    page = sign_in("morgan", viewport=look.viewport, scheme=look.scheme)
    (SCREENS / name).mkdir(parents=True, exist_ok=True)
    for screen, path in [each for each in screens if each[0].startswith(look.names)][share::SHARES]:
        page.goto(path)
        if found := [*barriers(page, look.rules), *too_wide(page)]:
            faults[path] = found
        page.screenshot(path=SCREENS / name / f"{screen}.png", full_page=True)
    assert faults == {}


def too_wide(page: Page) -> list[str]:
    """How wide the page is, when that is wider than the window."""
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width} px wide"] if width > page.viewport_size["width"] else []
