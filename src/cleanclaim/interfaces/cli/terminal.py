"""How every command speaks: progress on a terminal, one line for what is wrong, tables for people only."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from cleanclaim.core.codesets import CodeSets, open_codesets
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.judging import LEVELS
from cleanclaim.interfaces.cli.jobs import worked
from cleanclaim.interfaces.cli.sources import Given, Sources, sources_of
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


def one_by_one(
    function: Callable[[Given], Iterable[T]],
    act: Callable[[Given, T], object],
    files: Sequence[Given],
    words: str,
    jobs: int = 1,
) -> None:
    """Acts on what `function` gives of file after file, `jobs` of them at a time, in their order.

    One that cannot be read or written is told, hides no other, and ends in status 2.
    """
    is_whole = True
    for given, items in worked(function, files, words, jobs):
        try:
            for item in items:
                act(given, item)
        except BrokenPipeError:
            raise
        except (OSError, X12Error) as problem:
            is_whole = False
            typer.echo(_told(problem, given), err=True)
    if not is_whole:
        raise typer.Exit(UNREADABLE)


def _told(problem: OSError | X12Error, given: Given) -> str:
    if isinstance(problem, OSError):
        return f"{problem.filename or given.name}: {problem.strerror}."
    problem.file = problem.file or given.name
    return f"{problem}."


def given_files(files: Sequence[Path]) -> Sources:
    """The files of a command line; refuses when one is not there."""
    try:
        return sources_of(files)
    except OSError as problem:
        refuse(f"{problem.filename}: {problem.strerror}.")


def levels_of(text: str) -> frozenset[int]:
    """SNIP types of a command line, "1,2,3"; refuses what is none."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts or not set(parts) <= {str(level) for level in LEVELS}:
        refuse(f"{text}: SNIP types are 1 to 5, with commas.")
    return frozenset(map(int, parts))


@contextmanager
def refusing() -> Iterator[None]:
    """A file that cannot be read or written inside ends the command with what is wrong."""
    try:
        yield
    except BrokenPipeError:  # whoever reads what we say has seen enough
        raise
    except OSError as problem:
        refuse(f"{problem.filename}: {problem.strerror}.")
    except X12Error as problem:
        refuse(f"{problem}.")


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
