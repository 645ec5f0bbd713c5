"""Write X12 files from values."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cleanclaim.core.transactions import Read, class_of, write_values
from cleanclaim.core.x12 import Envelope
from cleanclaim.interfaces.cli.split import write_new
from cleanclaim.interfaces.cli.terminal import refuse, refusing

app = typer.Typer()


class Told(msgspec.Struct):
    """A record of `cleanclaim read --format json` or `ndjson`, its value not yet read."""

    transaction: str
    value: msgspec.Raw
    part: str = ""


@app.command(epilog="Example: cleanclaim read claims.x12 --format ndjson | cleanclaim write - --out again.x12 "
                    "--sender LARKFIELD --receiver CLEARHOUSE --control-number 18")  # fmt: skip
def write(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON or NDJSON as `read` gives it, or -")],
    out: Annotated[Path, typer.Option(help="The X12 file to write, or - for standard output")],
    sender: Annotated[str, typer.Option(help="ISA06")],
    receiver: Annotated[str, typer.Option(help="ISA08")],
    control_number: Annotated[int, typer.Option(min=1, max=999_999_999, help="ISA13; never use one twice")],
    moment: Annotated[datetime | None, typer.Option("--date", help="When it is made; else now")] = None,
    production: Annotated[bool, typer.Option("--production", help="ISA15 P; else T, a test")] = False,
) -> None:
    """Write one interchange from values of one kind: claims, remittances, inquiries, answers.

    Exit status: 0 done, 2 a value cannot be read or written; nothing is written then.
    """
    made = moment or datetime.now(UTC).astimezone().replace(tzinfo=None)
    envelope = Envelope(sender, receiver, control_number, made, usage="P" if production else "T")
    with refusing():
        content = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
        try:
            written = write_values(list(_values(content)), envelope)
        except (ValueError, KeyError, msgspec.DecodeError) as problem:
            refuse(f"{file}: {problem}. Give records as `cleanclaim read --format ndjson` does, of one kind.")
        if str(out) == "-":
            typer.echo(written)
            return
        write_new(out, written)


def _values(content: str) -> Iterator[Read]:
    whole = content.lstrip().startswith("[")
    records = msgspec.json.decode(content, type=list[Told]) if whole else map(_record, content.splitlines())
    for record in records:
        if record:
            kind = class_of(record.transaction, record.part)
            yield Read(record.transaction, msgspec.json.decode(record.value, type=kind))


def _record(line: str) -> Told | None:
    return msgspec.json.decode(line, type=Told) if line.strip() else None
