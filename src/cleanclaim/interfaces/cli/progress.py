"""How far a command is: the bytes read of those there are, drawn on a terminal for a person who has waited a little."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

PATIENCE = 2.0  # seconds before anything is drawn
Heard = Callable[[int], object]
"""Told how many bytes were read, as they are."""


def unheard(count: int) -> None:
    """Nobody watches."""


@contextmanager
def progress(words: str, total: int) -> Iterator[Heard]:
    """A bar over so many bytes, or their count alone where a total of 0 says that nobody knows how many come.

    It is drawn on standard error; lines that go to the same terminal come above it.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield unheard
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True, redirect_stdout=sys.stdout.isatty())
    task = bar.add_task(words, total=total or None)
    begun = monotonic()

    def heard(count: int) -> None:
        bar.advance(task, count)
        if not bar.live.is_started and monotonic() - begun >= PATIENCE:
            bar.start()

    try:
        yield heard
    finally:
        if bar.live.is_started:
            bar.stop()
