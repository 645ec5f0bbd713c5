"""People at their desks: the demo's practice, one clock for test and server, and a browser for each who signs in."""

from collections.abc import Callable, Iterator
from contextvars import Token
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.builders.simulators import a_book
from tests.conftest import PROJECT
from tests.journeys.payers import Payers

from cleanclaim import clock
from cleanclaim.adapters.clearinghouses.simulator import store
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.practices.acting import acting_as
from cleanclaim.core.simulator import PayerBook
from cleanclaim.interfaces.demo.practice import Demo, Team, demo_practices

SignIn = Callable[..., Page]
DESK = {"width": 1440, "height": 900}
SCREENS = PROJECT / "build" / "screens"
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Remember a failure, so that its screens can be kept."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


class SharedMoment:
    """Stands for the clock's context variable where server threads have to tell the same time as the test."""

    def __init__(self) -> None:
        self.moment: datetime | None = None

    def get(self) -> datetime | None:
        return self.moment

    def set(self, moment: datetime | None) -> datetime | None:
        before, self.moment = self.moment, moment
        return before

    def reset(self, before: datetime | Token | None) -> None:
        self.moment = before


@pytest.fixture(autouse=True)
def one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """`clock.at` sets the time of the live server too."""
    monkeypatch.setattr(clock, "_set", SharedMoment())


@pytest.fixture
def book() -> PayerBook:
    """How the payers behave: as their contracts and plans say, and nothing by chance."""
    return a_book()


@pytest.fixture
def demo(transactional_db: None, settings, tmp_path, monkeypatch: pytest.MonkeyPatch, book: PayerBook) -> Demo:
    """The demo's two practices without patients; partners' folders are the test's own."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(store, "demo_book", lambda: book)
    return demo_practices()


@pytest.fixture
def team(demo: Demo) -> Iterator[Team]:
    """Larkfield Family Medicine; whatever happened there, its books hold."""
    team = demo.teams[0]
    yield team
    with acting_as(team.as_("system")):
        assert ledger_faults() == []


@pytest.fixture
def payers(team: Team) -> Payers:
    """The payers' side of the wire, and the practice's worker."""
    return Payers(team)


@pytest.fixture
def sign_in(chromium: Browser, live_server, demo: Demo, request: pytest.FixtureRequest) -> Iterator[SignIn]:
    """Signs somebody in, in a browser of their own; whatever a browser complains of fails the test."""
    contexts, complaints = [], []

    def complain(text: str) -> None:
        if not any(refused in text for refused in ("status of 422", "status of 409")):
            complaints.append(text)

    def signed_in(username: str, *, viewport: dict[str, int] = DESK, scheme: str = "light") -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport=viewport, color_scheme=scheme, locale="en-US",
            timezone_id="America/New_York",
        )  # fmt: skip
        context.set_default_timeout(10_000)  # milliseconds
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complain(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complain(str(error)))
        page.goto("/accounts/login/")
        page.get_by_label("Username or email").fill(username)
        page.get_by_label("Password").fill(demo.password)
        page.keyboard.press("Enter")
        expect(page).not_to_have_url("/accounts/login/")
        return page

    yield signed_in
    for number, context in enumerate(contexts, start=1):
        if context.pages and request.node.stash.get(FAILED, False):
            context.pages[0].screenshot(path=SCREENS / f"{request.node.name}-{number}.png", full_page=True)
        context.close()
    assert complaints == []
