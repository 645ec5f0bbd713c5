"""Read remittances in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from msgspec import Struct

from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.remittance import Remittance, Sum, read_remittances, sums
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.interfaces.cli.jobs import steps
from cleanclaim.interfaces.cli.remittance_words import told
from cleanclaim.interfaces.cli.sources import Given
from cleanclaim.interfaces.cli.terminal import FINDINGS, UNREADABLE, Format, codesets, given_files

app = typer.Typer()


class Answer(Struct, frozen=True):
    """One 835 of a file; `failing` are the sums that do not hold, amounts in cents."""

    file: str
    remittance: Remittance | None = None
    adds_up: bool = False
    failing: tuple[Sum, ...] = ()
    problem: str = ""


@app.command(epilog="Example: cleanclaim era payments/ --format json | less")
def era(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="835 files, folders of them, or - to read one")
    ],
    output: Annotated[Format, typer.Option("--format", help="For people, or for programs (amounts in cents)")] = (
        Format.text
    ),
) -> None:
    """Tell what payers paid and why, and whether each 835 adds up: service lines, claims and payment.

    Exit status: 0 everything adds up, 1 something does not, 2 something could not be read.
    """
    tables = codesets()
    found = given_files(files)
    is_folder = len(found.files) > len(files)
    answers: list[Answer] = []
    for given in steps(found.files, "Reading"):
        for answer in _answers(given, may_lack=is_folder):
            answers.append(answer)
            if output is Format.text:
                _tell(answer, tables)
    if output is Format.json:
        typer.echo(msgspec.json.format(msgspec.json.encode(answers)).decode())
    if any(answer.problem for answer in answers):
        raise typer.Exit(UNREADABLE)
    raise typer.Exit(0 if all(answer.adds_up for answer in answers) else FINDINGS)


def _answers(given: Given, *, may_lack: bool) -> Iterator[Answer]:
    """The remittances of a file; of a folder's files those without any are passed over."""
    is_empty = True
    try:
        for item in read_remittances(given.source, file=given.name):
            is_empty = False
            if isinstance(item, X12Error):
                yield Answer(given.name, problem=str(item))
                continue
            failing = tuple(one for one in sums(item) if not one.holds)
            yield Answer(given.name, item, adds_up=not failing, failing=failing)
    except OSError as problem:
        yield Answer(given.name, problem=f"{given.name}: {problem.strerror}")
        return
    if is_empty and not may_lack:
        yield Answer(given.name, problem=f"{given.name}: holds no 835. Use `cleanclaim check` for other transactions")


def _tell(answer: Answer, tables: CodeSets) -> None:
    if answer.remittance is None:
        typer.echo(answer.problem, err=True)
        return
    typer.echo(f"{answer.file}: remittance {answer.remittance.control_number}")
    for line in told(answer.remittance, tables):
        typer.echo(line)
    typer.echo()
