"""Count and sum X12 files."""

from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cleanclaim.core.money import dollars
from cleanclaim.core.x12.files import Counts, count
from cleanclaim.interfaces.cli.jobs import Jobs, each
from cleanclaim.interfaces.cli.sources import Given
from cleanclaim.interfaces.cli.terminal import FINDINGS, Format, given_files, table

app = typer.Typer()


@app.command(epilog="Example: cleanclaim stats inbox/ archive/*.x12.gz --format json")
def stats(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="X12 files, folders, patterns, gzip, or -")],
    output: Annotated[Format, typer.Option("--format", help="For people, or for programs (amounts in cents)")] = (
        Format.text
    ),
    jobs: Jobs = 1,
) -> None:
    """Count interchanges, transactions, claims and service lines, and sum what was charged and paid.

    Exit status: 0 everything was read, 1 something could not be read, and is in no sum.
    """
    found = given_files(files)
    total = Counts(by_transaction={}, problems=[])
    for counts in each(_counted, found.files, "Counting", jobs):
        total.add(counts)
    if output is Format.json:
        typer.echo(msgspec.json.format(msgspec.json.encode(total)).decode())
    else:
        _tell(total)
    raise typer.Exit(FINDINGS if total.problems else 0)


def _counted(given: Given) -> Counts:
    try:
        read: list[int] = []
        counts = count(given.telling(read.append).source, file=given.name)
        counts.bytes = given.size or sum(read)
    except OSError as problem:
        return Counts(files=1, by_transaction={}, problems=[f"{given.name}: {problem.strerror}"])
    return counts


def _tell(total: Counts) -> None:
    number = partial("{:,}".format)
    rows = [(name, number(getattr(total, name))) for name in ("files", "bytes", "interchanges", "groups")]
    rows.append(("transactions", number(total.transactions)))
    rows += [(f"  {kind}", number(many)) for kind, many in sorted(total.by_transaction.items())]
    rows += [(name, number(getattr(total, name))) for name in ("segments", "claims", "lines")]
    rows += [("charged", dollars(total.charged)), ("paid", dollars(total.paid))]
    table("What the files hold", rows, ("of", "count"))
    for problem in total.problems:
        typer.echo(problem, err=True)
