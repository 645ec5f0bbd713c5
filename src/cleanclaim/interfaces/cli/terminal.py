"""How every command speaks: progress on a terminal, one line for what is wrong, tables for people only."""

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from cleanclaim.core.codesets import CodeSets, open_codesets
from cleanclaim.library import codesets_folder

FINDINGS, UNREADABLE = 1, 2  # exit statuses; 0 is "nothing wrong"
T = TypeVar("T")


class Format(StrEnum):
    """For a person or for a program."""

    text = "text"
    json = "json"


def refuse(message: str) -> NoReturn:
    """Say what is wrong and what to do, and end with status 2."""
    typer.echo(message, err=True)
    raise typer.Exit(UNREADABLE)


def steps(items: Sequence[T], words: str) -> Iterator[T]:
    """The items one by one, with a progress bar when a person is watching and there is more than one."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=len(items) < 2 or not console.is_terminal) as progress:
        yield from progress.track(items, description=words)


def codesets() -> CodeSets:
    """Every code set; building the diagnosis store the first time takes some seconds and shows its progress."""
    console = Console(stderr=True)
    try:
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("Preparing the code sets", total=None)
            return open_codesets(
                codesets_folder(), lambda done, total: progress.update(task, completed=done, total=total)
            )
    except OSError as problem:
        refuse(f"{codesets_folder()}: {problem.strerror or problem}. Name a folder that can be written: DATA_DIR=...")


def table(title: str, rows: Sequence[tuple[str, ...]], headings: tuple[str, ...]) -> None:
    """Rows under a title: a drawn table on a terminal, tab-separated lines anywhere else; nothing for no rows."""
    if not rows:
        return
    if not sys.stdout.isatty():
        typer.echo(f"\n{title}")
        for row in rows:
            typer.echo("\t".join(row))
        return
    drawn = Table(title=title, title_justify="left", show_edge=False)
    for heading in headings:
        drawn.add_column(heading, justify="right" if heading == "count" else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*row)
    typer.echo()
    Console().print(drawn, markup=False)
