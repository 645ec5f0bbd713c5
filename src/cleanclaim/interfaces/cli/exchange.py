"""The files that went over the wire."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from cleanclaim.apps.eligibility.models import EligibilityCheck
from cleanclaim.apps.exchange.choices import FileState
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.interfaces.cli.migrate import database_ready
from cleanclaim.interfaces.cli.terminal import refuse

ROWS_AT_ONCE = 100

app = typer.Typer(no_args_is_help=True)


class Wire(Struct, frozen=True):
    """One file as it went over the wire."""

    name: str
    content: bytes


@app.callback()
def exchange() -> None:
    """Files exchanged with trading partners."""


@app.command(epilog="Example: cleanclaim exchange export wire/ && cleanclaim check wire/")
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write into, made when needed")],
) -> None:
    """Write every file sent and received, byte for byte, as out-837P-....x12, in-835-....x12 and so on.

    A file that is there already with the same content is left alone; with another content nothing more is written.
    """
    database_ready()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written, kept = _written(folder)
    except OSError as problem:
        refuse(f"{problem.filename}: {problem.strerror}. Name a folder that can be written.")
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(written.items()))
    already = f"; {kept} were there already" if kept else ""
    typer.echo(f"{written.total()} files written to {folder}{f' ({kinds})' if kinds else ''}{already}")


def _written(folder: Path) -> tuple[Counter[str], int]:
    """How many files of each kind were written, and how many were there."""
    written: Counter[str] = Counter()
    kept = 0
    for wire in wires():
        path = folder / wire.name
        if path.exists():
            if path.read_bytes() != wire.content:
                refuse(f"{path}: holds something else. Nothing is overwritten: name an empty folder.")
            kept += 1
            continue
        path.write_bytes(wire.content)
        written["-".join(wire.name.split("-")[:2])] += 1
    return written, kept


def wires() -> Iterator[Wire]:
    """Every file of every practice: batches and answers, then questions about coverage (270) and answers (271)."""
    unsent = (FileState.QUEUED, FileState.FAILED)
    for file in ExchangeFile.everywhere.exclude(state__in=unsent).order_by("pk").iterator(ROWS_AT_ONCE):
        name = f"{file.direction}-{file.transaction}-{file.practice_id}-{file.pk:07d}.x12"
        yield Wire(name, bytes(file.content))
    for asked in EligibilityCheck.everywhere.order_by("pk").iterator(ROWS_AT_ONCE):
        number = f"{asked.practice_id}-{asked.pk:07d}.x12"
        yield Wire(f"out-270-{number}", bytes(asked.request))
        if asked.response:
            yield Wire(f"in-271-{number}", bytes(asked.response))
