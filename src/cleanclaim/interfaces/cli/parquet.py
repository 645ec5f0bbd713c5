"""Rows of service lines as a Parquet table."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from cleanclaim.interfaces.cli.flat import HEADINGS
from cleanclaim.interfaces.cli.terminal import refuse

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ModuleNotFoundError:  # the extra "columns"
    pa = pq = None

_ROWS_AT_ONCE = 20_000
_NUMBERS = {"claim_charge", "claim_paid", "patient_responsibility", "line", "charge", "paid"}
_DAYS = {"service_from", "service_to"}


def write_parquet(rows: Iterator[tuple[Any, ...]], out: Path) -> None:
    """`lines.parquet` in the folder: a row for each service line of a claim or a remittance.

    Refuses without the extra "columns", and to write over a file.
    """
    if pa is None:
        refuse('Parquet needs an extra: pip install "cleanclaim[columns]"')
    out.mkdir(parents=True, exist_ok=True)
    path = out / "lines.parquet"
    if path.exists():
        refuse(f"{path} is there already. Name another folder, or move it away.")
    schema = pa.schema([(name, _type(name)) for name in HEADINGS])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while some := list(islice(rows, _ROWS_AT_ONCE)):
            columns = zip(schema.types, zip(*some, strict=True), strict=True)
            writer.write_table(pa.table([pa.array(column, type_) for type_, column in columns], schema=schema))


def _type(name: str) -> object:
    return pa.int64() if name in _NUMBERS else pa.date32() if name in _DAYS else pa.string()
