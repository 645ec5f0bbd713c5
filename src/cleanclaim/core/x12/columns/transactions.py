"""The row of each 835 in the transactions table: its ST, BPR and TRN, and the envelope around it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from cleanclaim.core import money
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.x12.columns.faults import Fault, unequal
from cleanclaim.core.x12.columns.pieces import Piece
from cleanclaim.core.x12.elements import day_of, malformed
from cleanclaim.core.x12.envelope import Opened
from cleanclaim.core.x12.errors import MalformedSegment, X12Error
from cleanclaim.core.x12.segment import Segment

_PAYMENT = {  # of BPR
    "handling": 1,
    "credit_flag": 3,
    "method": 4,
    "format": 5,
    "payer_bank_qualifier": 6,
    "payer_bank": 7,
    "payer_account_qualifier": 8,
    "payer_account": 9,
    "payer_identifier": 10,
    "payer_supplement": 11,
    "payee_bank_qualifier": 12,
    "payee_bank": 13,
    "payee_account_qualifier": 14,
    "payee_account": 15,
}
_TRACE = {"trace_number": 2, "originator": 3, "originator_supplement": 4}  # of TRN
MOST = {"BPR": 17, "TRN": 5}  # elements that have a column, the name included
_ENVELOPE = (
    *("control_number", "version", "group_control_number", "interchange_control_number"),
    *("sender", "receiver"),
)
SCHEMA = pa.schema(
    [
        ("transaction", pa.int64()),
        ("segment", pa.int64()),
        ("amount", pa.int64()),
        ("paid_on", pa.date32()),
        *((name, pa.string()) for name in (*_PAYMENT, *_TRACE, *_ENVELOPE)),
    ]
)


class Header:
    """An open 835: what its row will hold."""

    def __init__(self, number: int, opened: Opened) -> None:
        self.number, self.opened = number, opened
        self.segments: dict[str, Segment] = {}  # BPR and TRN
        self.spots: dict[int, tuple[Piece, int]] = {}  # where its segments stand, by number
        self.has_claims = False
        self.start = 0  # where it begins in the piece that is read
        self.amount: int | None = None
        self.paid_on: date | None = None

    def take(self, segment: Segment, spot: tuple[Piece, int]) -> bool:
        """Whether BPR or TRN is the one that counts: the first before any claim."""
        if self.has_claims or segment.id in self.segments:
            return False
        self.segments[segment.id], self.spots[segment.number] = segment, spot
        return True

    def offset(self, number: int) -> int:
        """The byte of the file at which one of its segments stands."""
        piece, row = self.spots[number]
        return piece.offset(row)

    def problems(self) -> Iterator[X12Error]:
        """What is wrong with BPR and TRN; reads amount and date on the way."""
        for name in MOST:
            if name not in self.segments:
                number = self.opened.segment.number
                yield MalformedSegment(f"{name} is missing", segment=number, loop="header", element=name)
        payment = self.segments.get("BPR")
        if payment is None:
            return
        try:
            self.amount = money.cents(payment[2])
        except MalformedAmount as error:
            message = str(error) if payment[2] else "an amount is missing here"
            yield malformed(payment, 2, message, loop="header")
        self.paid_on = day_of(payment[16])
        if payment[16] and self.paid_on is None:
            yield malformed(payment, 16, f"{payment[16]!r} is not a date (CCYYMMDD)", loop="header")

    def imbalances(self, claims_paid: int, provider_adjusted: int) -> Iterator[Fault]:
        """The sums of the payment that do not hold, when it says an amount."""
        if self.amount is None:
            return
        total = claims_paid - provider_adjusted
        for what, computed in (("total", total), ("payment is not negative", max(self.amount, 0))):
            if self.amount != computed:
                number = self.segments["BPR"].number
                yield Fault(
                    transaction=self.number,
                    segment=number,
                    offset=self.offset(number),
                    loop="header",
                    element="BPR02",
                    message=unequal(what, self.amount, computed),
                    stated=self.amount,
                    computed=computed,
                )

    def row(self) -> tuple[Any, ...]:
        """As SCHEMA has it."""
        opened, absent = self.opened, Segment(0, ("",))
        payment, trace = self.segments.get("BPR", absent), self.segments.get("TRN", absent)
        return (
            self.number,
            opened.segment.number,
            self.amount,
            self.paid_on,
            *(payment[position] or None for position in _PAYMENT.values()),
            *(trace[position] or None for position in _TRACE.values()),
            opened.control_number,
            opened.version,
            opened.group.control_number,
            opened.interchange.control_number,
            opened.group.sender,
            opened.group.receiver,
        )


def transactions(rows: list[tuple[Any, ...]]) -> pa.Table:
    """The rows as a table."""
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * len(SCHEMA)
    return pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)], schema=SCHEMA
    )
