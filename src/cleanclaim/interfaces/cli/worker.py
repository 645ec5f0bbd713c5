"""Does what is queued, for as long as there is a database to ask."""

import logging
import os
import time

import typer
from django.core.management import call_command
from django.db import InterfaceError, OperationalError

from cleanclaim.interfaces.garbage import A_FILES, loaded_is_kept

log = logging.getLogger(__name__)
app = typer.Typer()


@app.command()
def worker(
    every: float = typer.Option(0.5, help="Seconds between two looks into an empty queue"),
    batch: bool = typer.Option(False, help="End when nothing is queued any more"),
) -> None:
    """Do what is queued, one task after the other: cleanclaim worker."""
    loaded_is_kept(A_FILES)
    while not _worked(every, batch=batch):
        time.sleep(every)


def _worked(every: float, *, batch: bool) -> bool:
    """Whether it has come to its end.  A task whose end could not be told to the database is queued again later."""
    told = {"queue_name": "*", "interval": every, "batch": batch, "startup_delay": False}
    try:
        call_command("db_worker", worker_id=f"worker {os.getpid()}", **told)
    except (OperationalError, InterfaceError):  # cut off, away or full while it asked for a task or told of its end
        log.exception("Tried again with another connection")
        return False
    return True
