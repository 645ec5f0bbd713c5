"""Queues what has to be done again and again."""

import signal
from threading import Event

import typer
from django.db import close_old_connections

from cleanclaim.interfaces.jobs.tasks import exchanges_queue, finished_forget, mornings_queue
from cleanclaim.interfaces.jobs.upkeep import statistics_refresh

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
        close_old_connections()  # one that was cut since the last round is made anew
        exchanges_queue()
        mornings_queue()
        if rounds % ROUNDS_A_SWEEP == 0:
            finished_forget()
            statistics_refresh()
        rounds += 1
        stop.wait(every)
