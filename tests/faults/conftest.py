"""Scenarios run in processes of their own, over a real database of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from tests.postgresql import throw_away_cluster

PROJECT = Path(__file__).parents[2]
PATHS = os.pathsep.join([str(PROJECT / "src"), str(PROJECT)])
TIMES = int(os.environ.get("FAULT_TIMES", "20"))
Scenario = Callable[[str, int], dict]


@pytest.fixture(scope="session")
def filled_database(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """A filled database; gives what runs a scenario over copies of it and tells what came of it."""
    return _filled(tmp_path_factory.mktemp("faults"), os.environ.get("DATABASE_URL", ""))


@pytest.fixture(scope="session")
def filled_database_alone(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scenario]:
    """The same on a server of its own: while one of its disks is full, no database of a server can be dropped."""
    if not os.environ.get("DATABASE_URL"):
        yield request.getfixturevalue("filled_database")
        return
    with TemporaryDirectory(prefix="cleanclaim-alone-") as name, throw_away_cluster(Path(name)) as url:
        yield _filled(tmp_path_factory.mktemp("alone"), url)


def _filled(folder: Path, url: str) -> Scenario:
    places = {"DATA_DIR": str(folder), "PYTHONPATH": PATHS, "DJANGO_SETTINGS_MODULE": "cleanclaim.config.settings"}
    if url:
        places["DATABASE_URL"] = urlsplit(url)._replace(path=f"/faults_{os.getpid()}").geturl()

    def scenario(name: str, number: int = 0) -> dict:
        command = [sys.executable, "-m", "tests.faults.scenarios", name, str(number)]
        run = subprocess.run(command, env=os.environ | places, cwd=PROJECT, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr[-4000:]
        return json.loads(run.stdout.splitlines()[-1]) | {"log": run.stderr}

    scenario("fill")
    return scenario
