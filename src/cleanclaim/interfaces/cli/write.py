"""Write X12 files from values."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import Annotated, TypeVar

import msgspec
import typer

from cleanclaim.core.remittance import Remittance, RemittanceEnd
from cleanclaim.core.transaction_writing import groups_of, value_chunks, with_groups
from cleanclaim.core.transactions import Read, class_of
from cleanclaim.core.x12 import Envelope
from cleanclaim.interfaces.cli.progress import progress
from cleanclaim.interfaces.cli.sources import Given
from cleanclaim.interfaces.cli.split import new_file
from cleanclaim.interfaces.cli.terminal import refuse, refusing

app = typer.Typer()
T = TypeVar("T")


class Told(msgspec.Struct):
    """A record of `cleanclaim read --format json` or `ndjson`, its value not yet read."""

    transaction: str
    value: msgspec.Raw
    part: str = ""


@app.command(epilog="Example: cleanclaim read claims.x12 --format ndjson | cleanclaim write - --out again.x12 "
                    "--sender LARKFIELD --receiver CLEARHOUSE --control-number 18")  # fmt: skip
def write(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON or NDJSON as `read` gives it, gzip, or -")],
    out: Annotated[Path, typer.Option(help="The X12 file to write, or - for standard output")],
    sender: Annotated[str, typer.Option(help="ISA06")],
    receiver: Annotated[str, typer.Option(help="ISA08")],
    control_number: Annotated[int, typer.Option(min=1, max=999_999_999, help="ISA13; never use one twice")],
    moment: Annotated[datetime | None, typer.Option("--date", help="When it is made; else now")] = None,
    production: Annotated[bool, typer.Option("--production", help="ISA15 P; else T, a test")] = False,
) -> None:
    """Write one interchange from values of one kind: claims, remittances, inquiries, answers.

    NDJSON is written record by record, so that its length costs no memory; a JSON list is held whole.
    Exit status: 0 done, 2 a value cannot be read or written; nothing is written then.
    """
    made = moment or datetime.now(UTC).astimezone().replace(tzinfo=None)
    envelope = Envelope(sender, receiver, control_number, made, usage="P" if production else "T")
    with refusing(), NamedTemporaryFile() as piped, TemporaryFile() as written:
        given = Given(str(file), file)
        if str(file) == "-":  # is read twice
            copyfileobj(sys.stdin.buffer, piped)
            piped.flush()
            given = Given("-", Path(piped.name))
        try:
            written.writelines(_chunks(given, envelope))
        except (ValueError, msgspec.DecodeError) as problem:
            refuse(f"{file}: {problem}. Give records as `cleanclaim read --format ndjson` does, of one kind.")
        written.seek(0)
        if str(out) == "-":
            copyfileobj(written, sys.stdout.buffer)
            typer.echo()
            return
        with new_file(out) as stream:
            copyfileobj(written, stream)


def _chunks(given: Given, envelope: Envelope) -> Iterator[bytes]:
    """The interchange; the groups of an 835, told behind its claims, are sought before."""
    groups = groups_of(_values(given, only=(Remittance, RemittanceEnd)))
    with progress("Writing", given.size) as heard:
        yield from value_chunks(with_groups(_values(given.telling(heard)), groups), envelope)


def _values(given: Given, only: tuple[type, ...] = (object,)) -> Iterator[Read]:
    """The values of some classes, every one of them alone.  Raises ValueError with the number of what is no record."""
    for number, record in _records(given):
        try:
            kind = class_of(record.transaction, record.part)
        except KeyError as unknown:
            raise ValueError(f"record {number}: {unknown} is no transaction that is written from values") from None
        if issubclass(kind, only):
            yield Read(record.transaction, _decoded(record.value, kind, number))


def _records(given: Given) -> Iterator[tuple[int, Told]]:
    stream = BufferedReader(given.source)
    if stream.peek(1).lstrip().startswith(b"["):
        yield from enumerate(msgspec.json.decode(stream.read(), type=list[Told]), start=1)
        return
    yield from ((number, _decoded(line, Told, number)) for number, line in enumerate(stream, start=1) if line.strip())


def _decoded(text: bytes | msgspec.Raw, kind: type[T], number: int) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError as problem:
        raise ValueError(f"record {number}: {problem}") from None
