"""The database on a small disk that is full when the worker begins, and has space again later."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from tests.faults.copies import Copies
from tests.faults.kills import Told, journal_size, undisturbed
from tests.faults.outcome import outcome
from tests.faults.practices import offered
from tests.faults.workers import ended, queued, run, started

MEGABYTES = 96


def full(copies: Copies, content: bytes, kilobytes: int) -> Told:
    """Leave so many kilobytes free, let a worker try, give the space back, let another one work."""
    expected, seconds = undisturbed(copies, content)
    told = Told(seconds=seconds)
    with small_disk() as disk:
        copies.use("small", disk=disk)
        offered(content)
        queued()
        size = journal_size()
        connection.close()
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(shutil.disk_usage(disk).free - kilobytes * 1024))
        ended(started())
        told.at_work += run() != 0 or journal_size() == size
        if journal_size() != size:
            told.wrong.append("half posted")
        ballast.unlink()
        assert run() == 0
        told.judge(expected)
        outcome()
        copies.drop("small")
    return told


@contextmanager
def small_disk() -> Iterator[Path]:
    """A file system in memory; only root can make one."""
    folder = settings.DATA_DIR / "small"
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=777", "tmpfs", folder], check=True)
    try:
        (place := folder / "database").mkdir()
        if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and os.geteuid() == 0:
            shutil.chown(place, "nobody")
        yield place
    finally:
        subprocess.run(["umount", folder], check=True)
