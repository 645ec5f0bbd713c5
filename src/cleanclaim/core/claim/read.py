"""From the 837 to claims: professional (005010X222A1), institutional (X223A2), dental (X224A2).

One claim is read at a time, with the levels above it: memory does not grow with the file.  A claim that cannot be read
is a located error, and the next one is read.
"""

from collections.abc import Iterable, Iterator

from cleanclaim.core.claim.batch import Batch, Level
from cleanclaim.core.claim.levels import OF_LEVEL
from cleanclaim.core.claim.pieces import WITHIN
from cleanclaim.core.claim.read_transaction import TransactionReader
from cleanclaim.core.claim.texts import Texts
from cleanclaim.core.claim.value import Claim
from cleanclaim.core.x12 import Transaction
from cleanclaim.core.x12.envelope import Closed, Opened
from cleanclaim.core.x12.errors import MalformedInterchange, X12Error
from cleanclaim.core.x12.stream import Part, Source, name_of, read_stream


def read_claims(source: Source, *, file: str = "") -> Iterator[Claim | X12Error]:
    """Every claim of every 837 of a file, or the error that made it unreadable: one bad claim does not hide the others.

    Other transactions are passed over.  An envelope that cannot be trusted ends the reading with its error; its smaller
    faults are told by `read_batches`.
    """
    for item in _read(source, file, tells_envelope=False):
        if isinstance(item, Claim | X12Error):
            yield item


def read_batches(source: Source, *, file: str = "") -> Iterator[Batch | Claim | Level | X12Error]:
    """As `read_claims`, with the head of each transaction before its claims, levels that have no claim between them,
    and every fault of the envelope."""
    return _read(source, file, tells_envelope=True)


def read_837(transaction: Transaction) -> tuple[Claim, ...]:
    """The claims of one transaction, in order; raises the first MalformedSegment with its place."""
    claims = []
    for claim in claims_of(transaction):
        if isinstance(claim, X12Error):
            raise claim
        claims.append(claim)
    return tuple(claims)


def claims_of(transaction: Transaction) -> Iterator[Claim | X12Error]:
    """The claims of one transaction, one for each CLM, each read or as its error."""
    opened = Opened(
        transaction.kind,
        transaction.version,
        transaction.control_number,
        transaction.segments[0],
        transaction.group,
        transaction.interchange,
    )
    reader = TransactionReader(opened, Texts(transaction.interchange.delimiters), transaction.file)
    for item in (*reader.take(_Whole(transaction)), *reader.end()):
        if isinstance(item, Claim) or (isinstance(item, X12Error) and item.element != OF_LEVEL):
            yield item


def _read(source: Source, file: str, *, tells_envelope: bool) -> Iterator[Batch | Claim | Level | X12Error]:
    file = name_of(source, file)
    reader: TransactionReader | None = None
    try:
        for event in read_stream(source, file=file, within=WITHIN):
            if isinstance(event, Part):
                if reader:
                    yield from reader.take(event)
                continue
            if isinstance(event, Opened):
                reader = _reader_of(event, file, reader)
            elif isinstance(event, Closed) and reader:
                yield from reader.end()
            if tells_envelope:
                yield from _faults(event, reader)
    except MalformedInterchange as error:
        if reader:
            yield from reader.end()
        yield error


def _reader_of(opened: Opened, file: str, before: "TransactionReader | None") -> "TransactionReader | None":
    """For an 837; what the one before knows of the texts of its interchange is kept."""
    if opened.kind != "837":
        return None
    delimiters = opened.interchange.delimiters
    texts = before.texts if before and before.texts.delimiters == delimiters else Texts(delimiters)
    return TransactionReader(opened, texts, file, before)


def _faults(event: object, reader: "TransactionReader | None") -> Iterable[X12Error]:
    """What an event of the envelope says is wrong."""
    if isinstance(event, X12Error):
        return (event,)
    return event.problems if reader and isinstance(event, Closed) else ()


class _Whole:
    """A transaction without its ST and SE as one part."""

    name = ""

    def __init__(self, transaction: Transaction) -> None:
        delimiters = transaction.interchange.delimiters
        self._transaction = transaction
        self._segments = [segment for segment in transaction.segments if segment.id not in {"ST", "SE"}]
        texts = [delimiters.element.join(segment.elements) for segment in self._segments]
        self.text = "".join([text + delimiters.segment for text in texts])
        self.number = self._segments[0].number if self._segments else 0

    def offset(self, number: int) -> int:
        return self._transaction.offset(self._segments[number - self.number])
