"""Compare two X12 files."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cleanclaim.core.x12.files import Difference, differences
from cleanclaim.interfaces.cli.progress import progress
from cleanclaim.interfaces.cli.sources import size_of
from cleanclaim.interfaces.cli.terminal import FINDINGS, Format, given_files, refuse, refusing

app = typer.Typer()


@app.command(epilog="Example: cleanclaim diff sent.x12 corrected.x12")
def diff(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="An X12 file, gzip or not")],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="The file to compare it with")],
    output: Annotated[Format, typer.Option("--format", help="For people or for programs")] = Format.text,
) -> None:
    """Show what differs, claim by claim and segment by segment; delimiters and envelopes do not count.

    Exit status: 0 no difference, 1 some, 2 something could not be read.
    """
    found = given_files([before, after]).files
    if len(found) != 2:
        refuse("Name two files.")
    with refusing(), progress("Comparing", size_of(found)) as heard:
        one, other = (given.telling(heard).source for given in found)
        all_found = list(differences(one, other, names=(found[0].name, found[1].name)))
    if output is Format.json:
        typer.echo(msgspec.json.format(msgspec.json.encode(all_found)).decode())
    else:
        for difference in all_found:
            _tell(difference)
    raise typer.Exit(FINDINGS if all_found else 0)


def _tell(difference: Difference) -> None:
    elements = f" ({', '.join(difference.elements)})" if difference.elements else ""
    typer.echo(f"{difference.transaction}, {difference.place}{elements}")
    for text in difference.before:
        typer.echo(f"- {text}")
    for text in difference.after:
        typer.echo(f"+ {text}")
