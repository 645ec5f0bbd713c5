"""Values as Parquet tables: lines of everything, and every column of an 835."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from cleanclaim.core.transaction_stream import stream_values
from cleanclaim.core.transactions import Read
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.interfaces.cli.flat import HEADINGS, Flat
from cleanclaim.interfaces.cli.sources import Given
from cleanclaim.interfaces.cli.terminal import refuse, steps

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ModuleNotFoundError:  # the extra "columns"
    pa = pq = None

_ROWS_AT_ONCE = 20_000
_NUMBERS = {"claim_charge", "claim_paid", "patient_responsibility", "line", "charge", "paid"}
_DAYS = {"service_from", "service_to"}


def write_parquet(files: Sequence[Given], out: Path) -> list[X12Error]:
    """`lines.parquet` in the folder: a row for each service line of a claim or a remittance, file after file.

    Gives what could not be read.  Refuses without the extra "columns", and to write over a file.
    """
    if pa is None:
        refuse('Parquet needs an extra: pip install "cleanclaim[columns]"')
    out.mkdir(parents=True, exist_ok=True)
    path = out / "lines.parquet"
    if path.exists():
        refuse(f"{path} is there already. Name another folder, or move it away.")
    errors: list[X12Error] = []
    schema = pa.schema([(name, _type(name)) for name in HEADINGS])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        rows = _rows(steps(files, "Reading"), errors)
        while some := list(islice(rows, _ROWS_AT_ONCE)):
            columns = zip(schema.types, zip(*some, strict=True), strict=True)
            writer.write_table(pa.table([pa.array(column, type_) for type_, column in columns], schema=schema))
    return errors


def _rows(files: Iterable[Given], errors: list[X12Error]) -> Iterator[tuple[Any, ...]]:
    flat = Flat()
    for given in files:
        for item in stream_values(given.source, file=given.name):
            if isinstance(item, Read):
                yield from flat.rows(given.name, item.transaction, item.value)
            else:
                errors.append(item)


def _type(name: str) -> object:
    return pa.int64() if name in _NUMBERS else pa.date32() if name in _DAYS else pa.string()
