"""What `read` tells of one file, value by value, in each of its forms."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import Struct

from cleanclaim.core.claim import Batch
from cleanclaim.core.transaction_stream import read_values, stream_values
from cleanclaim.core.transactions import Read
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.interfaces.cli.flat import Flat
from cleanclaim.interfaces.cli.sources import Given

_WIDEST = 160  # characters of a value in the text form


class Output(StrEnum):
    """How values are told."""

    text = "text"
    json = "json"
    ndjson = "ndjson"
    csv = "csv"
    parquet = "parquet"


class Record(Struct, frozen=True):
    """A value as JSON has it: `cleanclaim write` takes the same.  Amounts are cents."""

    file: str
    transaction: str
    part: str  # the class of the value: Batch, Claim, Remittance …
    value: Any


class NoValues(Struct, frozen=True):
    """A file of which nothing becomes a value."""

    file: str


Told = Callable[[str, Read], Iterator[Any]]
"""What is told of a value of a file: lines, documents, rows."""


def told(given: Given, output: Output) -> Iterator[Any]:
    """All that is told of a file, and what could not be read as its error.  Raises OSError.

    Where values need not be whole, memory is bounded by a claim.
    """
    form = _FORMS[output]()
    reads = read_values if output in _WHOLE else stream_values
    is_empty = True
    for item in reads(given.source, file=given.name):
        is_empty = False
        if isinstance(item, X12Error):
            yield item
        else:
            yield from form(given.name, item)
    if is_empty:
        yield NoValues(given.name)


def _line(file: str, read: Read) -> Iterator[str]:
    """What it is, and its first fields that say something."""
    if not isinstance(read.value, Batch):
        words = ", ".join(f"{name} {text}" for name, text in _fields(read.value))
        yield f"{file}: {read.transaction} {type(read.value).__name__.lower()}, {words}"[:_WIDEST]


def _fields(value: Any) -> Iterator[tuple[str, str]]:
    for name in value.__struct_fields__:
        field = getattr(value, name)
        if isinstance(field, str | int) and field != "":
            yield name.replace("_", " "), str(field)


def _document(file: str, read: Read) -> Iterator[str]:
    yield msgspec.json.encode(Record(file, read.transaction, type(read.value).__name__, read.value)).decode()


_FORMS: dict[Output, Callable[[], Told]] = {
    Output.text: lambda: _line,
    Output.json: lambda: _document,
    Output.ndjson: lambda: _document,
    Output.csv: lambda: Flat().rows,
    Output.parquet: lambda: Flat().rows,
}
_WHOLE = {Output.text, Output.json}
