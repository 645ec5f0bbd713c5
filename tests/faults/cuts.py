"""Cut the worker's connection to PostgreSQL at random instants, from a second connection."""

import os
import signal
import time
from random import Random
from unittest.mock import patch

from django.db import connection
from django_tasks.signals import task_started
from django_tasks_db.models import DBTaskResult
from tests.faults.copies import Copies, maintenance
from tests.faults.kills import Told, fresh, undisturbed
from tests.faults.workers import FINISHED, ended, forked, queued, run, started

from cleanclaim.interfaces.cli.timer import timer

PATIENCE = 15  # seconds
MOST_TRIALS = 8  # for each cut that is to meet the worker at work
CUT = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"


def cuts(copies: Copies, content: bytes, times: int, seed: int = 1) -> Told:
    """The worker outlives so many cuts while it works; its task is queued again and the file comes to the same."""
    expected, seconds = undisturbed(copies, content)
    told, chance = Told(seconds=seconds), Random(seed)
    while told.at_work < times and told.trials < MOST_TRIALS * times:
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


def cut_at_start(copies: Copies, content: bytes, times: int) -> Told:
    """The cut comes when the worker has taken its task and is in no transaction yet."""
    expected, seconds = undisturbed(copies, content)
    told = Told(seconds=seconds)
    fresh(copies, content)
    queued()
    task_started.connect(_cut_when_started)
    if ended(started()) != FINISHED:
        told.wrong.append("the worker died")
    task_started.disconnect(_cut_when_started)
    assert run() == FINISHED
    told.judge(expected)
    return told


def _cut_when_started(**_: object) -> None:
    assert cut()


def cut_at_claim(copies: Copies, content: bytes, times: int) -> Told:
    """The cut comes while the worker takes its task."""
    return _cut_once(copies, content, "claim")


def cut_at_end(copies: Copies, content: bytes, times: int) -> Told:
    """The cut comes when the task is done and the worker is about to say so."""
    return _cut_once(copies, content, "set_successful")


def _cut_once(copies: Copies, content: bytes, step: str) -> Told:
    """Before the first such step that a worker tells the database."""
    expected, seconds = undisturbed(copies, content)
    told = Told(seconds=seconds)
    fresh(copies, content)
    queued()
    taken, left = getattr(DBTaskResult, step), [True]

    def cut_off(task: DBTaskResult, *said: object) -> None:
        if left:
            left.pop()
            assert cut()
        taken(task, *said)

    with patch.object(DBTaskResult, step, cut_off):
        if ended(started()) != FINISHED:
            told.wrong.append("the worker died")
    assert run() == FINISHED
    told.judge(expected)
    return told


def cut_of_timer(copies: Copies, content: bytes, times: int) -> Told:
    """The timer goes on queueing after its connection was cut between two rounds."""
    fresh(copies, content)
    told, process = Told(trials=1), forked(lambda: timer(every=0.1))
    _wait_for_a_task()
    told.at_work += cut()
    DBTaskResult.objects.all().delete()
    _wait_for_a_task()
    os.kill(process, signal.SIGTERM)
    if ended(process) != FINISHED:
        told.wrong.append("the timer died")
    return told


def _wait_for_a_task() -> None:
    deadline = time.monotonic() + PATIENCE
    while not DBTaskResult.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    connection.close()


def cut() -> bool:
    """Whether there was a connection to cut."""
    with maintenance() as server:
        return bool(server.execute(CUT, [connection.settings_dict["NAME"]]).fetchone()[0])
