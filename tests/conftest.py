"""What every test can ask for.  The database is chosen in `tests/database.py`."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright
from scripts.chromium import ADVICE, chromium_path
from tests.builders.practices import a_practice
from tests.database import triggers_lifted

from cleanclaim.apps.practices.acting import Actor, acting_as, system_actor
from cleanclaim.apps.practices.models import Organization

# How long an example takes is a benchmark's business; in CI the same examples are tried every time.
settings.register_profile("cleanclaim", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("cleanclaim")

PROJECT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED_DIR", PROJECT.parent / "shared"))
CALM = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
LEFT_OUT = "left out: "


@pytest.fixture(scope="session")
def corpus() -> Path:
    """X12 files of other people, kept outside the project."""
    return outside("corpus")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Code sets and FHIR bundles of other people, kept outside the project."""
    return outside("data")


def outside(name: str) -> Path:
    """The folder beside the project; without it the tests over it are left out, which CI does not accept."""
    folder = SHARED / name
    if not folder.is_dir():
        reason = f"{LEFT_OUT}../shared/{name} is not there (SHARED_DIR names another place)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what did not run, and why."""
    reasons = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])]
    for reason in sorted(set(reasons)):
        terminalreporter.write_line(f"{reasons.count(reason)} tests {reason.removeprefix('Skipped: ')}", yellow=True)


@pytest.fixture(scope="session", autouse=True)
def cleanable_database() -> Iterator[None]:
    """Between tests with real commits every table is emptied, the append-only ones too."""
    with pytest.MonkeyPatch.context() as patch:
        flush = BaseDatabaseOperations.execute_sql_flush

        def lifted(operations: BaseDatabaseOperations, statements: list[str]) -> None:
            with triggers_lifted(operations.connection):
                flush(operations, statements)

        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", lifted)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real Chromium for all browser tests of a process."""
    executable = chromium_path()
    if executable is None:
        pytest.fail(f"The browser tests need Chromium. {ADVICE}", pytrace=False)
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*CALM, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server) -> Iterator[Page]:
    """A fresh window on the running application; paths are relative to it: page.goto("/")."""
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900}, locale="en-US")
    context.set_default_timeout(10_000)  # milliseconds
    yield context.new_page()
    context.close()


@pytest.fixture
def practice(db: None) -> Organization:
    """A practice that can bill."""
    return a_practice()


@pytest.fixture
def by(practice: Organization) -> Iterator[Actor]:
    """The system, acting for the practice during the test."""
    with acting_as(system_actor(practice)) as actor:
        yield actor


@pytest.fixture
def browsing_as(client: Client) -> Callable[[Actor], Client]:
    """A client signed in as the person who acts."""

    def sign_in(actor: Actor) -> Client:
        client.force_login(actor.user)
        return client

    return sign_in
