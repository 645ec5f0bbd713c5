"""The code sets: what is loaded, loading the agencies' files, and searching."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cleanclaim.adapters.agencies import Page, pages_of
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.codesets.imports import LAYOUTS, Loaded, codes_import
from cleanclaim.core.codesets.status import SetStatus, statuses
from cleanclaim.interfaces.cli.codes_update import codes_update
from cleanclaim.interfaces.cli.terminal import FINDINGS, Format, codesets, refuse, table
from cleanclaim.library import codesets_folder

app = typer.Typer(no_args_is_help=True)


@app.callback()
def codes() -> None:
    """Diagnoses, procedures, pairs, units and fees, each by its day."""


@app.command(epilog="Example: cleanclaim codes status")
def status(
    output: Annotated[Format, typer.Option("--format", help="For people or for programs")] = Format.text,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As of this day; else today")] = None,
) -> None:
    """Show each set: release, the days it answers for, rows, source, age; and which should have a newer release.

    Exit status: 0 all are current, 1 one is missing or too old.
    """
    found = statuses(codesets(), today=on.date() if on else today())
    if output is Format.json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        rows = [_row(each) for each in found]
        table("Code sets", rows, ("set", "title", "release", "from", "to", "rows", "source", "age", "remark"))
    raise typer.Exit(FINDINGS if any(each.remark for each in found) else 0)


@app.command("import", epilog="Example: cleanclaim codes import MCR_MUE_PractitionerServices_Eff_10-01-2026.zip")
def take(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files of the agencies, or folders of them")],
    effective: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day, where the file does not say it")
    ] = None,
    smaller: Annotated[
        bool, typer.Option(help="Load a table that holds far fewer rows than the release before")
    ] = False,
) -> None:
    """Load quarterly files as the agencies publish them (zip, xlsx, csv, txt) beside the releases there are.

    A table is loaded whole or not at all. Exit status: 0 something was loaded, 1 nothing was, 2 unreadable.
    """
    first = effective.date() if effective else None
    count = 0
    for path in paths:
        if not path.exists():
            refuse(f"{path}: there is no such file.")
        for loaded in codes_import(path, codesets_folder(), loaded_on=today(), first=first, smaller=smaller):
            count += loaded.release is not None
            tell(loaded)
    raise typer.Exit(0 if count else FINDINGS)


@app.command(epilog="Example: cleanclaim codes update hcpcs icd10cm")
def update(
    sets: Annotated[list[str] | None, typer.Argument(metavar="[SET...]", help="As `codes status` names them")] = None,
    accept: Annotated[
        list[str] | None, typer.Option(metavar="OWNER", help="Whose terms were accepted on the agency's page: AMA")
    ] = None,
    pages: Annotated[Path | None, typer.Option(help="A table of pages of your own, in the form of pages.yaml")] = None,
) -> None:
    """Fetch the newest files from the agencies' pages and load them beside the releases there are.

    Exit status: 0 every set is current now, 1 one could not be had (each with what to do), 2 unreadable.
    """
    known = _pages(pages)
    if unknown := sorted(set(sets or ()) - {page.set for page in known}):
        refuse(f"{', '.join(unknown)}: no page is known for it.")
    wanted = tuple(page for page in known if not sets or page.set in sets)
    lacking = False
    for each in codes_update(wanted, codesets_folder(), today=today(), accepted=frozenset(accept or ())):
        lacking |= bool(each.problem)
        for loaded in each.loaded:
            tell(loaded)
        if each.current:
            typer.echo(f"{each.set}: the newest release is loaded")
        if each.problem:
            typer.echo(f"{each.set}: {each.problem}", err=True)
    raise typer.Exit(FINDINGS if lacking else 0)


def _pages(own: Path | None) -> tuple[Page, ...]:
    try:
        return pages_of(own)
    except (OSError, ValueError) as problem:
        refuse(f"{own}: {problem}.")


def tell(loaded: Loaded) -> None:
    """One line for what became of a table."""
    if loaded.release is None:
        typer.echo(f"{loaded.source}: left out, {loaded.problem}", err=True)
        return
    title = next(layout.title for layout in LAYOUTS if layout.set == loaded.release.set)
    span = f"{loaded.release.first} to {loaded.release.last}"
    typer.echo(f"{loaded.source}: {title} {loaded.release.name}, {loaded.release.rows:,} rows, {span}")


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
    return each.set, each.title, each.release, _day(each.first), _day(each.last), rows, each.source, age, each.remark


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def today() -> date:
    """The day on this machine."""
    return datetime.now(UTC).astimezone().date()
