"""An 835 file as Arrow tables, chunk by chunk: everything that it says, in columns, and what is wrong with it."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
from msgspec import Struct

from cleanclaim.core.x12.blocks import CHUNK, read_blocks
from cleanclaim.core.x12.columns.faults import SCHEMA as ERRORS
from cleanclaim.core.x12.columns.others import SCHEMA as OTHERS
from cleanclaim.core.x12.columns.pieces import pieces
from cleanclaim.core.x12.columns.schema import SCHEMAS as FROM_SEGMENTS
from cleanclaim.core.x12.columns.transactions import SCHEMA as TRANSACTIONS
from cleanclaim.core.x12.columns.walk import Walk
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.stream import Source


class Tables(Struct, frozen=True):
    """What a part of a file says.  Amounts are int64 cents, dates date32, what is empty is null.

    `transaction`, `claim` and `line` join the tables: each counts over the whole file from 1, and is null where a row
    belongs to none.  `segment` counts from 1 at ISA.  A row of `errors` says what could not be read (its value is null)
    or which sum does not hold (`stated`, `computed`).
    """

    transactions: pa.Table
    claims: pa.Table
    lines: pa.Table
    adjustments: pa.Table
    provider_adjustments: pa.Table
    names: pa.Table
    references: pa.Table
    dates: pa.Table
    amounts: pa.Table
    quantities: pa.Table
    remarks: pa.Table
    inpatient: pa.Table
    outpatient: pa.Table
    provider_summaries: pa.Table
    inpatient_summaries: pa.Table
    others: pa.Table
    errors: pa.Table


SCHEMAS: dict[str, pa.Schema] = {
    "transactions": TRANSACTIONS,
    **FROM_SEGMENTS,
    "others": OTHERS,
    "errors": ERRORS,
}


def read_columns(source: Source, *, chunk: int = CHUNK) -> Iterator[Tables]:
    """The 835s of a file as tables, about `chunk` bytes of it at a time; other transactions are passed over.

    A transaction's row comes with the chunk in which it ends.  Nothing is raised but OSError: what is wrong with the
    file is a row of `errors`, and an envelope that cannot be trusted ends the reading with its error as the last row.
    """
    walk = Walk()
    gathered: dict[str, list[pa.Table]] = {}
    size = 0
    try:
        for piece in pieces(read_blocks(source)):
            walk.take(piece, gathered)
            size += piece.size
            if size >= chunk:
                yield _tables(gathered)
                gathered, size = {}, 0
        walk.end(gathered)
    except X12Error as error:
        walk.give_up(error, gathered)
    yield _tables(gathered)


def whole(parts: Iterable[Tables]) -> Tables:
    """The tables of a file in one."""
    gathered: dict[str, list[pa.Table]] = {name: [] for name in SCHEMAS}
    for part in parts:
        for name, tables in gathered.items():
            tables.append(getattr(part, name))
    return _tables(gathered)


def _tables(gathered: dict[str, list[pa.Table]]) -> Tables:
    return Tables(
        **{name: pa.concat_tables(gathered.get(name) or [schema.empty_table()]) for name, schema in SCHEMAS.items()}
    )
