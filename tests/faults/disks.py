"""The disk under the database is full when the worker begins, and has space again later."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from tests.faults.copies import Copies
from tests.faults.kills import Told, journal_size, undisturbed
from tests.faults.practices import offered
from tests.faults.workers import FINISHED, ended, queued, run, started

MEGABYTES = 96
PAGE = 4  # kilobytes


def full(copies: Copies, content: bytes, kilobytes: int) -> Told:
    """Leave so many kilobytes free, let a worker try, give the space back, let another one work.

    On SQLite the database may not grow beyond them; on PostgreSQL it lies on a small disk, which only root can make:
    no trials where that cannot be.
    """
    expected, seconds = undisturbed(copies, content)
    told = Told(seconds=seconds)
    if copies.is_sqlite:
        copies.use("copy")
        _trial(told, content, _few_pages(kilobytes))
        told.judge(expected)
        return told
    with _small_disk() as disk:
        if disk:
            copies.use("small", disk=disk)
            _trial(told, content, _ballast(disk, kilobytes))
            told.judge(expected)
            copies.drop("small")
    return told


def _trial(told: Told, content: bytes, shortage: AbstractContextManager[None]) -> None:
    offered(content)
    queued()
    size = journal_size()
    with shortage:
        ended(started())
        if journal_size() != size:
            told.wrong.append(f"{journal_size() - size} transactions were posted on a full disk")
        connection.close()
    told.at_work += 1
    assert run() == FINISHED


@contextmanager
def _few_pages(kilobytes: int) -> Iterator[None]:
    """SQLite's own limit; every connection made meanwhile has it."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    connection.close()
    options = connection.settings_dict["OPTIONS"]
    before = options["init_command"]
    options["init_command"] = f"{before} PRAGMA max_page_count={pages + kilobytes // PAGE};"
    yield
    options["init_command"] = before


@contextmanager
def _ballast(disk: Path, kilobytes: int) -> Iterator[None]:
    """A file that fills the disk up."""
    ballast = disk.parent / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(disk).free - kilobytes * 1024))
    yield
    ballast.unlink()


@contextmanager
def _small_disk() -> Iterator[Path | None]:
    """A folder of PostgreSQL's user on a file system in memory; None for whom the system lets mount none."""
    with TemporaryDirectory(prefix="cleanclaim-disk-") as name:
        Path(name).chmod(0o711)  # that user has to come through
        disk = Path(name) / "small"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", disk]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            yield None
            return
        try:
            place = disk / "database"
            place.mkdir()
            shutil.chown(place, "nobody")
            yield place
        finally:
            subprocess.run(["umount", disk], check=True)
