"""Which database the tests run on: `pytest` for SQLite, `pytest --database postgres` for PostgreSQL.

Loaded before Django's settings are read (see addopts in pyproject.toml).  With -n, the first process starts the cluster
and the others find it in DATABASE_URL.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from tests.postgresql import throw_away_cluster

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "filled_database"}
ENDS = pytest.StashKey[ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one option."""
    parser.addoption(
        "--database",
        choices=["sqlite", "postgres"],
        default="sqlite",
        help="database to run on; with postgres only the tests that use a database run",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Give the run a data folder and a database of its own."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    ends = early_config.stash[ENDS] = ExitStack()
    folder = Path(tempfile.mkdtemp(prefix="cleanclaim-tests-"))
    ends.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ["DATA_DIR"] = str(folder / "application")
    os.environ.pop("DATABASE_URL", None)
    if early_config.known_args_namespace.database == "postgres":
        os.environ["DATABASE_URL"] = ends.enter_context(throw_away_cluster(folder))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the cluster and remove the folder."""
    if ENDS in config.stash:
        config.stash[ENDS].close()


def pytest_report_header(config: pytest.Config) -> str:
    """Say it in the first lines."""
    return f"database: {config.getoption('database')}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what uses no database: it ran on SQLite.  There leave out what needs a server."""
    runs = uses_database if config.getoption("database") == "postgres" else needs_no_server
    config.hook.pytest_deselected(items=[item for item in items if not runs(item)])
    items[:] = [item for item in items if runs(item)]


def uses_database(item: pytest.Item) -> bool:
    """Whether the test asks for a database, by mark or by fixture, and could be answered otherwise by another one."""
    if item.get_closest_marker("looks") or item.get_closest_marker("roles"):
        return False
    asked = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(asked)


def needs_no_server(item: pytest.Item) -> bool:
    """Whether the test is not about a database server."""
    return item.get_closest_marker("server") is None


@contextmanager
def triggers_lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the tests' own clean-up empty the append-only tables, whose triggers refuse it to everyone else."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in triggers:
            cursor.execute(sql)
