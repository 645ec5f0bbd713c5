"""Taking in what other software made."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.models import Organization
from cleanclaim.apps.remittances.errors import NotReadable
from cleanclaim.apps.remittances.services import bank_file_import
from cleanclaim.interfaces.cli.jobs import steps
from cleanclaim.interfaces.cli.migrate import database_ready
from cleanclaim.interfaces.cli.sources import sources_of
from cleanclaim.interfaces.cli.terminal import FINDINGS, UNREADABLE, refuse, table
from cleanclaim.interfaces.fhir.bundle import Bundle, Unreadable, files_of, read_bundles
from cleanclaim.interfaces.fhir.resources import Organization as FhirOrganization
from cleanclaim.interfaces.imports.fhir import FhirImport
from cleanclaim.interfaces.imports.practice import practice_for
from cleanclaim.interfaces.imports.report import Report
from cleanclaim.interfaces.imports.x12 import X12Import

PRACTICE = "Practice to import into; else the first one, and in an empty database a new one"

app = typer.Typer(no_args_is_help=True)


@app.callback()
def imports() -> None:
    """Take in patients, visits, claims and payments that other software made."""


@app.command(epilog="Example: cleanclaim import fhir bundles/ --practice 'Larkfield Family Medicine'")
def fhir(
    path: Annotated[Path, typer.Argument(metavar="PATH", help=".json, .ndjson or .ndjson.zst, or a folder of them")],
    practice: Annotated[str, typer.Option(help=PRACTICE)] = "",
) -> None:
    """Import FHIR R4 bundles: patients, coverages, clinicians, places, visits.

    A visit without billable codes becomes work for a coder.  What was imported before is left as it is now.
    Exit status: 0 read, 2 something could not be read.
    """
    database_ready()
    report = Report()
    try:
        _fhir_taken(path, practice, report)
    except OSError as problem:
        refuse(f"{problem.filename}: {problem.strerror}.")
    raise typer.Exit(_tell(report))


@app.command(epilog="Example: cleanclaim import x12 from-the-old-system/")
def x12(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="837 and 835 files, or folders of them")],
    practice: Annotated[str, typer.Option(help=PRACTICE)] = "",
) -> None:
    """Import 837 files as claims to work, and 835 files as remittances.

    What was imported before is recognized.  Exit status: 0 taken, 1 something was refused, 2 something is unreadable.
    """
    database_ready()
    report = Report()
    try:
        found = sources_of(paths)
    except OSError as problem:
        refuse(f"{problem.filename}: {problem.strerror}.")
    with acting_as(system_actor(_practice(practice, ""))) as by:
        taking = X12Import(by, report)
        for given in steps(found.files, "Importing"):
            try:
                taking.take(given.name, given.content())
            except OSError as problem:
                report.unreadable.append(f"{given.name}: {problem.strerror}")
    if found.passed_over:
        report.leave_out("file", "does not begin as an X12 interchange", count=found.passed_over)
    raise typer.Exit(_tell(report) or (FINDINGS if report.left_out else 0))


@app.command(epilog="Example: cleanclaim import bank statement.csv")
def bank(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, BAI2, or ACH entries with addenda (NACHA CCD+)")],
    practice: Annotated[str, typer.Option(help=PRACTICE)] = "",
) -> None:
    """Import a bank's file: each payer's deposit finds its 835 by trace number and amount.

    A file is taken in once.  Exit status: 0 taken, 1 something was left out, 2 the file cannot be read.
    """
    database_ready()
    try:
        content = path.read_bytes()
    except OSError as problem:
        refuse(f"{problem.filename}: {problem.strerror}.")
    with acting_as(system_actor(_practice(practice, ""))) as by:
        try:
            taken = bank_file_import(name=path.name, content=content, by=by)
        except NotReadable as refusal:
            refuse(str(refusal))
    if not taken.is_new:
        typer.echo(f"{path.name} was imported before; nothing is taken twice.")
        return
    counts = (("deposits", len(taken.deposits)), ("with their 835", taken.matched), ("recorded before", taken.known))
    table("Imported", (*counts, ("left out, no payer's money", taken.left_out)), ("what", "count"))
    raise typer.Exit(FINDINGS if taken.left_out else 0)


def _fhir_taken(path: Path, practice: str, report: Report) -> None:
    """Bundle after bundle, with a progress bar over the bytes read when a person is watching."""
    console = Console(stderr=True)
    files = files_of(path)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Importing", total=sum(file.stat().st_size for file in files))
        taking = None
        for bundle in read_bundles(files, lambda done: progress.update(task, completed=done)):
            if isinstance(bundle, Unreadable):
                report.unreadable.append(f"{bundle.place}: {bundle.problem}")
                continue
            taking = taking or _importing(practice, bundle, report)
            with acting_as(taking.by):
                taking.take(bundle)


def _importing(practice: str, first: Bundle, report: Report) -> FhirImport:
    names = (each.name for each in first.all(FhirOrganization) if not any(kind.has("ins", "pay") for kind in each.type))
    with acting_as(system_actor(_practice(practice, next(names, "")))) as by:
        return FhirImport(by, report)


def _practice(name: str, named_in_file: str) -> Organization:
    try:
        return practice_for(name, named_in_file=named_in_file)
    except NotAllowedNow as refusal:
        refuse(str(refusal))


def _tell(report: Report) -> int:
    """Print what was done; returns the exit status."""
    table("Imported", report.counts(), ("kind", "added", "there already"))
    table("To know", report.remarks(), ("count", "kind", "what"))
    table("Left out", report.reasons(), ("count", "kind", "reason"))
    for problem in report.unreadable:
        typer.echo(f"not read: {problem}", err=True)
    return UNREADABLE if report.unreadable else 0
