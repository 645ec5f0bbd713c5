"""Read X12 files into values: for people, for programs, for tables."""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from cleanclaim.core.x12.errors import X12Error
from cleanclaim.interfaces.cli.flat import HEADINGS
from cleanclaim.interfaces.cli.jobs import Jobs, worked
from cleanclaim.interfaces.cli.parquet import write_parquet
from cleanclaim.interfaces.cli.records import NoValues, Output, told
from cleanclaim.interfaces.cli.terminal import FINDINGS, given_files, refuse, refusing

app = typer.Typer()


@app.command(epilog="Example: cleanclaim read payments/*.835 --format ndjson | head")
def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="X12 files, folders, patterns, gzip, or -")],
    output: Annotated[
        Output,
        typer.Option("--format", help="ndjson: an 835 comes in pieces; csv, parquet: a row for each line"),
    ] = Output.text,
    out: Annotated[Path | None, typer.Option(help="Folder for the tables of --format parquet")] = None,
    jobs: Jobs = 1,
) -> None:
    """Read every transaction into values: claims, remittances, benefits, status, authorizations, acknowledgments.

    Exit status: 0 everything was read, 1 something was not and is told, 2 a file could not be opened.
    """
    found = given_files(files).files
    errors: list[X12Error] = []
    with refusing():
        items = (item for _, items in worked(partial(told, output=output), found, "Reading", jobs) for item in items)
        values = _values(items, errors)
        match output:
            case Output.parquet:
                write_parquet(values, out or refuse("Name a folder for the tables: --out tables/"))
            case Output.csv:
                _write_csv(values)
            case Output.json:
                typer.echo(msgspec.json.format(f"[{','.join(values)}]"))
            case _:
                for line in values:
                    typer.echo(line)
    for error in errors:
        typer.echo(str(error), err=True)
    raise typer.Exit(FINDINGS if errors else 0)


def _values(items: Iterable[Any], errors: list[X12Error]) -> Iterator[Any]:
    """Without what could not be read, which joins the errors, and what is said of files without values."""
    for item in items:
        if isinstance(item, X12Error):
            errors.append(item)
        elif isinstance(item, NoValues):
            typer.echo(f"{item.file}: nothing in it becomes values; `cleanclaim stats` says what it holds.", err=True)
        else:
            yield item


def _write_csv(rows: Iterable[Sequence[Any]]) -> None:
    table = csv.writer(sys.stdout)
    table.writerow(HEADINGS)
    table.writerows(["" if cell is None else cell for cell in row] for row in rows)
