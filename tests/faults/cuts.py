"""Cut the worker's connection to PostgreSQL at random instants, from a second connection."""

import time
from random import Random

from django.db import connection
from tests.faults.copies import Copies, maintenance
from tests.faults.kills import Told, fresh, undisturbed
from tests.faults.workers import FINISHED, ended, queued, run, started

CUT = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"


def cuts(copies: Copies, content: bytes, times: int, seed: int = 1) -> Told:
    """The worker outlives each cut; its task is queued again and the file comes to the same."""
    expected, seconds = undisturbed(copies, content)
    told, chance = Told(seconds=seconds), Random(seed)
    for _ in range(times):
        fresh(copies, content)
        queued()
        worker = started()
        time.sleep(chance.uniform(0, seconds))
        told.at_work += cut()
        if ended(worker) != FINISHED:
            told.wrong.append("the worker died")
        assert run() == FINISHED
        told.judge(expected)
    return told


def cut() -> bool:
    """Whether there was a connection to cut."""
    with maintenance() as server:
        return bool(server.execute(CUT, [connection.settings_dict["NAME"]]).fetchone()[0])
