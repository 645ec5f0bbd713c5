"""Read X12 files into values: for people, for programs, for tables."""

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from cleanclaim.core.claim import Batch
from cleanclaim.core.transaction_stream import read_values, stream_values
from cleanclaim.core.transactions import Read
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.interfaces.cli.flat import HEADINGS, Flat
from cleanclaim.interfaces.cli.parquet import write_parquet
from cleanclaim.interfaces.cli.sources import Given
from cleanclaim.interfaces.cli.terminal import FINDINGS, given_files, refuse, refusing, steps

app = typer.Typer()
Reads = Callable[..., Iterator[Read | X12Error]]
_WIDEST = 160  # characters of a value in the text form


class Output(StrEnum):
    """How values are told."""

    text = "text"
    json = "json"
    ndjson = "ndjson"
    csv = "csv"
    parquet = "parquet"


_STREAMED = {Output.ndjson, Output.csv}
"""Written claim by claim: memory does not grow with the file."""


class Record(msgspec.Struct, frozen=True):
    """A value as JSON has it: `cleanclaim write` takes the same.  Amounts are cents."""

    file: str
    transaction: str
    part: str  # the class of the value: Batch, Claim, Remittance …
    value: Any


@app.command(epilog="Example: cleanclaim read payments/*.835 --format ndjson | head")
def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="X12 files, folders, patterns, gzip, or -")],
    output: Annotated[
        Output,
        typer.Option("--format", help="ndjson: an 835 comes in pieces; csv, parquet: a row for each line"),
    ] = Output.text,
    out: Annotated[Path | None, typer.Option(help="Folder for the tables of --format parquet")] = None,
) -> None:
    """Read every transaction into values: claims, remittances, benefits, status, authorizations, acknowledgments.

    Exit status: 0 everything was read, 1 something was not and is told, 2 a file could not be opened.
    """
    found = given_files(files).files
    errors: list[X12Error] = []
    with refusing():
        if output is Output.parquet:
            if out is None:
                refuse("Name a folder for the tables: --out tables/")
            errors += write_parquet(found, out)
        else:
            reads = stream_values if output in _STREAMED else read_values
            _WRITERS[output](_records(steps(found, "Reading"), reads, errors))
    for error in errors:
        typer.echo(str(error), err=True)
    raise typer.Exit(FINDINGS if errors else 0)


def _records(
    files: Iterable[Given], reads: Callable[..., Iterator[Read | X12Error]], errors: list[X12Error]
) -> Iterator[Record]:
    for given in files:
        is_empty = True
        for item in reads(given.source, file=given.name):
            is_empty = False
            if isinstance(item, Read):
                yield Record(given.name, item.transaction, type(item.value).__name__, item.value)
            else:
                errors.append(item)
        if is_empty:
            typer.echo(f"{given.name}: nothing in it becomes values; `cleanclaim stats` says what it holds.", err=True)


def _as_text(records: Iterable[Record]) -> None:
    """A line for each value: what it is, and its first fields that say something."""
    for record in records:
        if not isinstance(record.value, Batch):
            words = ", ".join(f"{name} {text}" for name, text in _told(record.value))
            typer.echo(f"{record.file}: {record.transaction} {record.part.lower()}, {words}"[:_WIDEST])


def _told(value: Any) -> Iterator[tuple[str, str]]:
    for name in value.__struct_fields__:
        field = getattr(value, name)
        if isinstance(field, str | int) and field != "":
            yield name.replace("_", " "), str(field)


def _as_json(records: Iterable[Record]) -> None:
    typer.echo(msgspec.json.format(msgspec.json.encode(list(records))).decode())


def _as_ndjson(records: Iterable[Record]) -> None:
    for record in records:
        typer.echo(msgspec.json.encode(record).decode())


def _as_csv(records: Iterable[Record]) -> None:
    table, flat = csv.writer(sys.stdout), Flat()
    table.writerow(HEADINGS)
    for record in records:
        table.writerows(_csv_row(row) for row in flat.rows(record.file, record.transaction, record.value))


def _csv_row(row: Sequence[Any]) -> list[Any]:
    return ["" if cell is None else cell for cell in row]


_WRITERS = {Output.text: _as_text, Output.json: _as_json, Output.ndjson: _as_ndjson, Output.csv: _as_csv}
