"""The payers' side of every trading partner that is simulated."""

import logging
import signal
from datetime import timedelta
from threading import Event

import typer
from django.db import OperationalError, close_old_connections

from cleanclaim import clock
from cleanclaim.adapters.clearinghouses.simulator import SimulatorClearinghouse, work
from cleanclaim.apps.practices.models import TradingPartner
from cleanclaim.apps.practices.partners import clearinghouse
from cleanclaim.core.x12.errors import X12Error

logger = logging.getLogger(__name__)
app = typer.Typer()


@app.command()
def simulator(
    every: float = typer.Option(2.0, help="Seconds between two rounds."),
    pay_after: float = typer.Option(60.0, help="Seconds from a claim sent from now on to its payment."),
) -> None:
    """Answer as payers do until stopped: cleanclaim simulator --pay-after 30."""
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set():
        close_old_connections()
        try:
            round_work(timedelta(seconds=pay_after))
        except OperationalError:
            logger.exception("The database did not answer; the payers try again")
        stop.wait(every)


def round_work(pay_after: timedelta) -> int:
    """One round of every simulated partner; the number of files put out.  A folder in trouble waits for the next."""
    written = 0
    for partner in TradingPartner.everywhere.filter(adapter="simulator"):
        opened = clearinghouse(partner)
        assert isinstance(opened, SimulatorClearinghouse)
        try:
            files = work(opened.folder, on=clock.now(), pay_after=pay_after, seed=opened.store.seed)
        except (OSError, X12Error):
            logger.exception("The payers of %s could not work in %s", partner, opened.folder)
            continue
        written += len(files)
    return written
