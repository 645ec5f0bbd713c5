"""Real task workers: processes of their own that can be killed, over the database this process speaks to."""

import os
import signal
import time
import traceback
from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.db import connection

from cleanclaim import clock
from cleanclaim.interfaces.cli.worker import worker
from cleanclaim.interfaces.jobs.tasks import ABANDONED_AFTER, exchanges_queue

FINISHED, DIED = 0, 1


def queued() -> None:
    """What the timer does, after the time in which a killed worker's task counts as under way."""
    with clock.at(clock.now() + ABANDONED_AFTER + timedelta(minutes=1)):
        exchanges_queue()


def started() -> int:
    """A worker that ends when nothing is queued any more; its process."""
    return forked(work)


def forked(act: Callable[[], None]) -> int:
    """A process that does it and ends; 1 is its status when it raised."""
    connection.close()  # a connection must not be shared with a child
    process = os.fork()
    if process:
        return process
    status = DIED
    try:
        act()
        status = FINISHED
    finally:
        if status == DIED:
            traceback.print_exc()
        os._exit(status)


def work() -> None:
    """Do what is queued, in this process."""
    worker(every=0.1, batch=True)


def ended(process: int) -> int:
    """Wait for it: its exit status, or the signal that killed it, negative."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def killed_within(seconds: float, chance: Random) -> bool:
    """Run a worker and kill it at a random instant; whether it was still at work."""
    process = started()
    time.sleep(chance.uniform(0, seconds))
    os.kill(process, signal.SIGKILL)
    return ended(process) == -signal.SIGKILL


def run() -> int:
    """Queue what is due and let a worker do it."""
    queued()
    return ended(started())
