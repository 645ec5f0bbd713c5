"""Join X12 files into one interchange."""

from pathlib import Path
from typing import Annotated

import typer

from cleanclaim.core.x12.files import join
from cleanclaim.interfaces.cli.jobs import steps
from cleanclaim.interfaces.cli.split import write_new
from cleanclaim.interfaces.cli.terminal import given_files, refusing

app = typer.Typer()


@app.command(epilog="Example: cleanclaim merge morning/*.x12 --out day.x12 --control-number 1042")
def merge(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="X12 files, folders, patterns, gzip, or -")],
    out: Annotated[Path, typer.Option(help="The file to write, or - for standard output")],
    control_number: Annotated[
        int | None, typer.Option(min=1, max=999_999_999, help="ISA13 of the whole; else the first file's")
    ] = None,
) -> None:
    """Join files of the same sender and receiver: transactions are kept, control numbers and counts made right.

    Files are joined one after another (no --jobs): each transaction is numbered behind those before it.
    Exit status: 0 done, 2 something could not be read or goes to somebody else; nothing is written then.
    """
    with refusing():
        found = given_files(files).files
        sources = ((given.name, given.source) for given in steps(found, "Joining"))
        content = join(sources, control_number=control_number)
        if str(out) == "-":
            typer.echo(content, nl=False)
            return
        write_new(out, content)
    typer.echo(f"{len(found)} files joined into {out}")
