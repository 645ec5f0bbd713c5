"""Cut X12 files into smaller ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from cleanclaim.core.x12.files import By, Piece, cut
from cleanclaim.interfaces.cli.jobs import Jobs
from cleanclaim.interfaces.cli.sources import Given
from cleanclaim.interfaces.cli.terminal import given_files, one_by_one, refuse, refusing

app = typer.Typer()


@app.command(epilog="Example: cleanclaim split batch.x12 --out pieces/ --by claim --claims 100")
def split(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="X12 files, folders, patterns, gzip, or -")],
    out: Annotated[Path, typer.Option(help="Folder to write into; made when it is not there")],
    by: Annotated[By, typer.Option(help="Where to cut; only an 837 is cut inside a transaction")] = By.transaction,
    claims: Annotated[int, typer.Option(min=1, help="With --by claim: at most so many in a file")] = 1,
    jobs: Jobs = 1,
) -> None:
    """Cut files into pieces, each with its envelope, the levels above its claims, and counts that are right.

    Exit status: 0 done, 2 something could not be read, and is told; no file is written over.
    """
    found = given_files(files).files
    count = 0

    def write_one(given: Given, piece: Piece) -> None:
        nonlocal count
        write_new(out / f"{stem_of(given)}-{piece.number:04d}-{piece.kind}.x12", piece.content)
        count += 1

    with refusing():
        out.mkdir(parents=True, exist_ok=True)
    try:
        one_by_one(partial(_pieces, by=by, claims=claims), write_one, found, "Cutting", jobs)
    finally:
        typer.echo(f"{count} files written to {out}")


def _pieces(given: Given, by: By, claims: int) -> Iterator[Piece]:
    return cut(given.source, by, file=given.name, claims=claims)


def stem_of(given: Given) -> str:
    """What the files made from one are named after: its name up to the first point."""
    return Path(given.name).name.split(".")[0] if given.path else "piped"


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet; refuses to write over one."""
    with new_file(path) as stream:
        stream.write(content)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is not there yet, to write into; refuses to write over one."""
    try:
        stream = path.open("xb")
    except FileExistsError:
        refuse(f"{path} is there already. Name another folder or file, or move it away.")
    with stream:
        yield stream
