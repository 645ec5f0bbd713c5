"""A file read into the values of its transactions, claim by claim where a transaction has claims."""

from collections.abc import Iterable, Iterator, Mapping

from cleanclaim.core.acknowledgment import acknowledgment_of
from cleanclaim.core.claim import Batch, Claim, Level
from cleanclaim.core.claim.read_transaction import TransactionReader
from cleanclaim.core.claim.texts import Texts
from cleanclaim.core.remittance.assembly import Assembly, Readers, RemittanceEvent
from cleanclaim.core.transactions import ACKNOWLEDGMENT, KINDS, Read
from cleanclaim.core.x12.envelope import Closed, Opened
from cleanclaim.core.x12.errors import RemittanceOutOfBalance, X12Error
from cleanclaim.core.x12.guide import guide_of
from cleanclaim.core.x12.reader import transaction_of
from cleanclaim.core.x12.segment import Segment
from cleanclaim.core.x12.stream import Part, Source, name_of, read_stream

_CUT_BY_THEIR_READERS = frozenset({"HL", "CLM", "CLP"})


def read_values(source: Source, *, file: str = "") -> Iterator[Read | X12Error]:
    """Everything of a file that becomes values, in its order; what cannot be read is an error with its place.

    An 835 of which something cannot be read comes in pieces, as `stream_values` gives it, so that one bad claim does
    not hide the others.  Transactions without a guide here are passed over.  Memory is bounded by a claim of an 837,
    by a transaction of anything else.  An envelope that cannot be trusted ends the reading with its error as the last
    item.
    """
    return _read(source, name_of(source, file), {"837": _Claims})


def stream_values(source: Source, *, file: str = "") -> Iterator[Read | X12Error]:
    """As `read_values`, but an 835 comes in pieces too, so that memory is bounded by a claim of either.

    Its pieces are Remittance (the head, without claims), ClaimPayment, ProviderAdjustment and RemittanceEnd.  A claim
    that does not add up comes as it is stated: money is certain when the RemittanceEnd `is_proven`.
    """
    return _read(source, name_of(source, file), {"837": _Claims, "835": _Payments})


def _read(source: Source, file: str, streamed: "Mapping[str, type[_Claims | _Payments]]") -> Iterator[Read | X12Error]:
    taker: _Claims | _Payments | _Whole | None = None
    try:
        for event in read_stream(source, file=file, within=_CUT_BY_THEIR_READERS):
            if isinstance(event, Opened):
                taker = streamed.get(event.kind, _Whole)(event, file)
            elif taker and isinstance(event, Part):
                yield from taker.take(event)
            elif taker and isinstance(event, Closed):
                yield from taker.end(event)
                taker = None
            elif isinstance(event, X12Error):
                yield event
            elif isinstance(event, Segment):
                yield Read(ACKNOWLEDGMENT, acknowledgment_of(event))
    except X12Error as error:
        yield error


class _Claims:
    """An 837, claim by claim."""

    def __init__(self, opened: Opened, file: str) -> None:
        self._reader = TransactionReader(opened, Texts(opened.interchange.delimiters), file)

    def take(self, part: Part) -> Iterator[Read | X12Error]:
        yield from map(self._told, self._reader.take(part))

    def end(self, closed: Closed) -> Iterator[Read | X12Error]:
        yield from map(self._told, self._reader.end())
        yield from closed.problems

    def _told(self, item: Batch | Claim | Level | X12Error) -> Read | X12Error:
        return item if isinstance(item, X12Error) else Read(item.kind, item)


class _Payments:
    """An 835, claim by claim."""

    def __init__(self, opened: Opened, file: str) -> None:
        readers = Readers(opened.interchange.delimiters)
        self._assembly = Assembly(opened.control_number, readers, file=file, claims=0, pairs=0)

    def take(self, part: Part) -> Iterator[Read | X12Error]:
        yield from map(self._told, self._assembly.take(part))

    def end(self, closed: Closed) -> Iterator[Read | X12Error]:
        for event in self._assembly.end(closed.problems):
            if not isinstance(event, RemittanceOutOfBalance) or event.claim:
                yield self._told(event)

    def _told(self, event: RemittanceEvent) -> Read | X12Error:
        if isinstance(event, RemittanceOutOfBalance) and event.claim:
            return Read("835", event.claim)
        return event if isinstance(event, X12Error) else Read("835", event)


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
            yield from self._in_pieces() if kind.name == "835" else (error,)

    def _in_pieces(self) -> Iterable[Read | X12Error]:
        """What can be read of an 835, and each of its errors; of one whose head cannot be read, those alone."""
        payments = _Payments(self._opened, self._file)
        items = [item for part in self._parts for item in payments.take(part)]
        items += payments.end(Closed(None))
        errors = [item for item in items if isinstance(item, X12Error)]
        return errors if items[0] is errors[0] else items
