"""Queues what has to be done again and again."""

import logging
import signal
from threading import Event

import typer
from django.db import InterfaceError, OperationalError, close_old_connections

from cleanclaim.interfaces.jobs.tasks import exchanges_queue, finished_forget, mornings_queue
from cleanclaim.interfaces.jobs.upkeep import statistics_refresh

log = logging.getLogger(__name__)
ROUNDS_A_SWEEP = 500

app = typer.Typer()


@app.command()
def timer(every: float = typer.Option(5.0, help="Seconds between two rounds")) -> None:
    """Queue the exchange of files with every practice's partners: cleanclaim timer --every 60."""
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    rounds = 0
    while not stop.is_set():
        try:
            queue(is_sweep=rounds % ROUNDS_A_SWEEP == 0)
        except (OperationalError, InterfaceError):  # cut off, away or full; at the next round it may be there again
            log.exception("Nothing was queued")
        rounds += 1
        stop.wait(every)


def queue(*, is_sweep: bool) -> None:
    """One round; a connection that was cut since the last one is made anew."""
    close_old_connections()
    exchanges_queue()
    mornings_queue()
    if is_sweep:
        finished_forget()
        statistics_refresh()
