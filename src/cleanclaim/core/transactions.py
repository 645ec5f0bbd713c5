"""Every transaction that becomes values and is written from them: one table, and a file read by it.

An 837 becomes a Batch (its head) and a Claim for each claim; any other transaction one value.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct

from cleanclaim.core.acknowledgment import (
    ClaimAcknowledgment,
    FunctionalAcknowledgment,
    read_277ca,
    read_999,
    write_277ca,
    write_999,
)
from cleanclaim.core.authorization import AuthorizationAnswer, AuthorizationRequest, read_278, write_278
from cleanclaim.core.benefits import (
    EligibilityAnswer,
    EligibilityInquiry,
    read_answer,
    read_inquiry,
    write_answer,
    write_inquiry,
)
from cleanclaim.core.claim import Batch, Claim, write_837
from cleanclaim.core.claim.read import TransactionReader
from cleanclaim.core.claim.texts import Texts
from cleanclaim.core.remittance import Remittance, read_835, write_835
from cleanclaim.core.status import StatusAnswer, StatusRequest, read_276, read_277, write_276, write_277
from cleanclaim.core.x12 import Envelope, Row, Transaction, write_interchange
from cleanclaim.core.x12.envelope import Closed, Opened
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.guide import guide_of
from cleanclaim.core.x12.reader import transaction_of
from cleanclaim.core.x12.stream import Part, Source, name_of, read_stream


class Kind(Struct, frozen=True):
    """A transaction by the name of its guide; `write` gives the rows between ST and SE of one value."""

    name: str  # "835", "277ca"
    transaction: str  # ST01
    functional_code: str  # GS01
    version: str  # GS08
    value: Any  # the class of its value
    read: Callable[[Transaction], Any]
    write: Callable[[Any, datetime], Iterable[Row]]


def _timeless(write: Callable[[Any], Iterable[Row]]) -> Callable[[Any, datetime], Iterable[Row]]:
    return lambda value, moment: write(value)


def _claim_acknowledgment(value: ClaimAcknowledgment, moment: datetime) -> Iterable[Row]:
    return write_277ca(value, reference=f"{moment:%Y%m%d%H%M%S}", moment=moment)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("835", "835", "HP", "005010X221A1", Remittance, read_835, _timeless(write_835)),
        Kind("270", "270", "HS", "005010X279A1", EligibilityInquiry, read_inquiry, _timeless(write_inquiry)),
        Kind("271", "271", "HB", "005010X279A1", EligibilityAnswer, read_answer, _timeless(write_answer)),
        Kind("276", "276", "HR", "005010X212", StatusRequest, read_276, _timeless(write_276)),
        Kind("277", "277", "HN", "005010X212", StatusAnswer, read_277, _timeless(write_277)),
        Kind("277ca", "277", "HN", "005010X214", ClaimAcknowledgment, read_277ca, _claim_acknowledgment),
        Kind("278request", "278", "HI", "005010X217", AuthorizationRequest, read_278, _timeless(write_278)),
        Kind("278response", "278", "HI", "005010X217", AuthorizationAnswer, read_278, _timeless(write_278)),
        Kind("999", "999", "FA", "005010X231A1", FunctionalAcknowledgment, read_999, _timeless(write_999)),
    )
}
CLAIMS = {"837P": "005010X222A1", "837I": "005010X223A2", "837D": "005010X224A2"}


class Read(Struct, frozen=True):
    """A value and the transaction that it was read from: "837P", "835", "277ca" …"""

    transaction: str
    value: Any


def read_values(source: Source, *, file: str = "") -> Iterator[Read | X12Error]:
    """Everything of a file that becomes values, in its order; what cannot be read is an error with its place.

    Transactions without a guide here are passed over.  Memory is bounded by a claim of an 837, by a transaction of
    anything else.  An envelope that cannot be trusted ends the reading with its error as the last item.
    """
    file = name_of(source, file)
    taker: _Claims | _Whole | None = None
    try:
        for event in read_stream(source, file=file):
            if isinstance(event, Opened):
                taker = _Claims(event, file) if event.kind == "837" else _Whole(event, file)
            elif taker and isinstance(event, Part):
                yield from taker.take(event)
            elif taker and isinstance(event, Closed):
                yield from taker.end(event)
                taker = None
            elif isinstance(event, X12Error):
                yield event
    except X12Error as error:
        yield error


class _Claims:
    """An 837, claim by claim."""

    def __init__(self, opened: Opened, file: str) -> None:
        self._reader = TransactionReader(opened, Texts(opened.interchange.delimiters), file)
        self._kind = ""

    def take(self, part: Part) -> Iterator[Read | X12Error]:
        yield from self._told(self._reader.take(part))

    def end(self, closed: Closed) -> Iterator[Read | X12Error]:
        yield from self._told(self._reader.end())
        yield from closed.problems

    def _told(self, item: Batch | Claim | X12Error | None) -> Iterator[Read | X12Error]:
        if isinstance(item, X12Error):
            yield item
        elif item is not None:
            self._kind = item.kind
            yield Read(self._kind, item)


class _Whole:
    """Any other transaction, when all of it is there."""

    def __init__(self, opened: Opened, file: str) -> None:
        self._opened, self._file, self._parts = opened, file, list[Part]()

    def take(self, part: Part) -> Iterator[Read | X12Error]:
        self._parts.append(part)
        yield from ()

    def end(self, closed: Closed) -> Iterator[Read | X12Error]:
        yield from closed.problems
        transaction = transaction_of(self._opened, self._parts, closed, self._file)
        guide = guide_of(transaction)
        kind = KINDS.get(guide.name) if guide else None
        if kind is None:
            return
        try:
            yield Read(kind.name, kind.read(transaction))
        except X12Error as error:
            error.file = error.file or self._file
            yield error


def write_values(values: Iterable[Read], envelope: Envelope) -> bytes:
    """One interchange of values of one kind, as `read_values` gives them.

    A Batch begins a transaction of claims.  Raises UnwritableValue for what X12 cannot carry, ValueError for values of
    several kinds, which belong into groups, and so into files, of their own.
    """
    some = list(values)
    names = {one.transaction for one in some}
    if len(names) != 1:
        raise ValueError(f"one file is of one kind, not {', '.join(sorted(names)) or 'none'}")
    (name,) = names
    if name in CLAIMS:
        bodies = [("837", write_837(claims, batch)) for batch, claims in _batches(some)]
        return write_interchange(envelope, "HC", CLAIMS[name], bodies)
    kind = KINDS[name]
    rows = ((kind.transaction, kind.write(one.value, envelope.moment)) for one in some)
    return write_interchange(envelope, kind.functional_code, kind.version, rows)


def _batches(values: Iterable[Read]) -> list[tuple[Batch, list[Claim]]]:
    batches: list[tuple[Batch, list[Claim]]] = []
    for one in values:
        if isinstance(one.value, Batch):
            batches.append((one.value, []))
        else:
            if not batches:
                batches.append((Batch(kind=one.transaction), []))
            batches[-1][1].append(one.value)
    return batches
