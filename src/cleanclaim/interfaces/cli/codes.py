"""The code sets: what is loaded, loading the agencies' files, and searching."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.codesets.imports import LAYOUTS, codes_import
from cleanclaim.core.codesets.status import SetStatus, statuses
from cleanclaim.interfaces.cli.terminal import FINDINGS, Format, codesets, refuse, table
from cleanclaim.library import codesets_folder

app = typer.Typer(no_args_is_help=True)


@app.callback()
def codes() -> None:
    """Diagnoses, procedures, pairs, units and fees, each by its day."""


@app.command(epilog="Example: cleanclaim codes status")
def status(
    output: Annotated[Format, typer.Option("--format", help="For people or for programs")] = Format.text,
) -> None:
    """Show each set: release, the days it answers for, rows, source, age; and which should have a newer release.

    Exit status: 0 all are current, 1 one is missing or too old.
    """
    found = statuses(codesets(), today=today())
    if output is Format.json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        rows = [_row(each) for each in found]
        table("Code sets", rows, ("set", "release", "from", "to", "rows", "source", "age", "remark"))
    raise typer.Exit(FINDINGS if any(each.remark for each in found) else 0)


@app.command("import", epilog="Example: cleanclaim codes import MCR_MUE_PractitionerServices_Eff_10-01-2026.zip")
def take(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files of the agencies, or folders of them")],
    effective: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day, where the file does not say it")
    ] = None,
) -> None:
    """Load quarterly files as the agencies publish them (zip, xlsx, csv, txt) beside the releases there are.

    A table is loaded whole or not at all. Exit status: 0 something was loaded, 1 nothing was, 2 unreadable.
    """
    first = effective.date() if effective else None
    count = 0
    for path in paths:
        if not path.exists():
            refuse(f"{path}: there is no such file.")
        for loaded in codes_import(path, codesets_folder(), loaded_on=today(), first=first):
            if loaded.release:
                count += 1
                title = next(layout.title for layout in LAYOUTS if layout.set == loaded.release.set)
                span = f"{loaded.release.first} to {loaded.release.last}"
                typer.echo(f"{loaded.source}: {title} {loaded.release.name}, {loaded.release.rows:,} rows, {span}")
            else:
                typer.echo(f"{loaded.source}: left out, {loaded.problem}", err=True)
    raise typer.Exit(0 if count else FINDINGS)


@app.command(epilog='Example: cleanclaim codes search "chest pain on breathing"')
def search(
    words: Annotated[str, typer.Argument(help="Words, abbreviations (htn, dm2), or the beginning of a code")],
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of service; else today")] = None,
    limit: Annotated[int, typer.Option(min=1, max=200)] = 20,
) -> None:
    """Search diagnoses and procedures, best first.

    Exit status: 0 something was found, 1 nothing.
    """
    tables = codesets()
    found = _found(tables, words, on.date() if on else today(), limit)
    for line in found:
        typer.echo(line)
    raise typer.Exit(0 if found else FINDINGS)


def _found(tables: CodeSets, words: str, on: date, limit: int) -> list[str]:
    hits = [*tables.search_diagnoses(words, limit, on=on), *tables.search_procedures(words, limit, on=on)]
    return [f"{hit.code:9}{hit.words}" for hit in hits]


def _row(each: SetStatus) -> tuple[str, ...]:
    age = "" if each.age_days is None else f"{each.age_days} days"
    rows = f"{each.rows:,}" if each.rows is not None else ""
    return each.title, each.release, _day(each.first), _day(each.last), rows, each.source, age, each.remark


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def today() -> date:
    """The day on this machine."""
    return datetime.now(UTC).astimezone().date()
