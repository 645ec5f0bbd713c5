"""Make X12 files fit to be shared."""

import secrets
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from cleanclaim.core.x12.files import Redaction
from cleanclaim.core.x12.files import redact as redacted
from cleanclaim.interfaces.cli.jobs import Jobs
from cleanclaim.interfaces.cli.sources import Given
from cleanclaim.interfaces.cli.split import write_new
from cleanclaim.interfaces.cli.terminal import given_files, one_by_one, refusing

app = typer.Typer()


@app.command(epilog="Example: cleanclaim redact claims.x12 answers.x12 --out shareable/")
def redact(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="X12 files, folders, patterns, gzip, or -")],
    out: Annotated[Path, typer.Option(help="Folder to write into, or - for standard output")],
    key: Annotated[
        Path | None, typer.Option(help="A secret file: runs with the same one replace alike; else a new secret")
    ] = None,
    jobs: Jobs = 1,
) -> None:
    """Replace every person's name, identifier, address and date, the same way in all the files of a run.

    Codes, amounts and organizations stay, and so does what is wrong with a file. Free text is replaced whole.
    Replacements depend on the secret alone: several --jobs replace alike.
    Exit status: 0 done, 2 something could not be read or written; no file is written over.
    """
    found = given_files(files).files
    with refusing():
        secret = key.read_bytes() if key else secrets.token_bytes(32)
        if str(out) != "-":
            out.mkdir(parents=True, exist_ok=True)
    count = 0

    def write_one(given: Given, content: bytes) -> None:
        nonlocal count
        if str(out) == "-":
            typer.echo(content, nl=False)
            return
        write_new(out / (Path(given.name).name.removesuffix(".gz") if given.path else "piped.x12"), content)
        count += 1

    try:
        one_by_one(partial(_redacted, secret=secret), write_one, found, "Redacting", jobs)
    finally:
        if str(out) != "-":
            typer.echo(f"{count} files written to {out}")


def _redacted(given: Given, secret: bytes) -> Iterator[bytes]:
    """The file whole: one that cannot be read to its end is not written in part."""
    yield b"".join(redacted(given.source, Redaction(secret)))
