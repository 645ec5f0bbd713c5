"""What is wrong in a file, each with its place: the rows of the errors table."""

from typing import Any

import pyarrow as pa
from msgspec import Struct
from msgspec.structs import astuple

from cleanclaim.core.money import dollars
from cleanclaim.core.x12.errors import X12Error

SCHEMA = pa.schema(
    [
        ("transaction", pa.int64()),
        ("claim", pa.int64()),
        ("line", pa.int64()),
        ("segment", pa.int64()),
        ("offset", pa.int64()),
        ("loop", pa.string()),
        ("element", pa.string()),
        ("value", pa.string()),
        ("code", pa.string()),
        ("message", pa.string()),
        ("stated", pa.int64()),
        ("computed", pa.int64()),
    ]
)


class Fault(Struct, frozen=True):
    """A row of the errors table.  `stated` and `computed` are cents of a sum that does not hold."""

    transaction: int | None
    claim: int | None = None
    line: int | None = None
    segment: int = 0
    offset: int = 0
    loop: str = ""
    element: str = ""
    value: str = ""
    code: str = ""
    message: str = ""
    stated: int | None = None
    computed: int | None = None


def unequal(what: str, stated: int, computed: int) -> str:
    """The message of a sum that does not hold."""
    return f"{what}: {dollars(stated)} is stated, {dollars(computed)} is the sum"


class Faults:
    """Gathers faults until they are taken as a table."""

    def __init__(self) -> None:
        self._rows: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._rows.append(fault)

    def blame(self, error: X12Error, *, transaction: int = 0) -> None:
        """An error of the envelope or the header."""
        self.add(
            Fault(
                transaction=transaction or None,
                segment=error.segment,
                offset=error.offset,
                loop=error.loop,
                element=error.element,
                value=error.value,
                code=error.code,
                message=error.message,
            )
        )

    def taken(self) -> pa.Table:
        """All since the last call."""
        rows, self._rows = self._rows, []
        columns: list[Any] = list(zip(*map(astuple, rows), strict=True)) or [()] * len(SCHEMA)
        return pa.Table.from_arrays(
            [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)], schema=SCHEMA
        )
