"""From the 835 (005010X221A1) to values: a stream of what stands in a file, proven on the way, and whole remittances.

Memory is bounded by a claim.  Nothing is turned round and nothing is dropped; what cannot be read is an error with
its place, and hides nothing else.
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.core.remittance.assembly import Assembly, Readers, RemittanceEvent
from cleanclaim.core.remittance.value import ClaimPayment, ProviderAdjustment, Remittance, RemittanceEnd
from cleanclaim.core.x12 import Segment, Transaction
from cleanclaim.core.x12.envelope import Closed, Opened
from cleanclaim.core.x12.errors import RemittanceOutOfBalance, X12Error
from cleanclaim.core.x12.stream import Part, Source, name_of, read_stream


def stream_835(source: Source, *, file: str = "") -> Iterator[RemittanceEvent]:
    """Every 835 of a file in pieces, in the order of the file:

    * Remittance           what stands above the claims; its claims and provider adjustments are not yet there
    * ClaimPayment         a claim, which adds up
    * ProviderAdjustment   a pair of a PLB
    * RemittanceEnd        the sums; only now is the money certain, and only when it `is_proven`
    * X12Error             what could not be read; RemittanceOutOfBalance for a claim (it is the error's `claim`) or a
                           transaction that does not add up; before the end, what is wrong with a damaged transaction

    Claims and PLB pairs are counted over the whole file.  Other transactions are passed over.  An envelope that cannot
    be trusted ends the reading with its error as the last item.
    """
    try:
        yield from stream_apart(source, name_of(source, file))
    except X12Error as error:
        yield error


def read_remittances(source: Source, *, file: str = "") -> Iterator[Remittance | X12Error]:
    """Each 835 of a file as a remittance, or as the first error that made it unreadable.

    Whether one adds up, `prove` says.  A bad one does not hide the others; an envelope that cannot be trusted ends the
    reading with its error as the last item.
    """
    events: list[RemittanceEvent] = []
    try:
        for event in stream_apart(source, name_of(source, file), opened=events.clear):
            events.append(event)
            if isinstance(event, RemittanceEnd):
                yield _whole(events, event)
    except X12Error as error:
        yield error


def read_835(transaction: Transaction) -> Remittance:
    """One transaction as stated: whether it adds up, `prove` says.  Raises X12Error with its place."""
    readers = Readers(transaction.interchange.delimiters)
    assembly = Assembly(transaction.control_number, readers, file=transaction.file, claims=0, pairs=0)
    events: list[RemittanceEvent] = []
    for segment in transaction.segments:
        events += assembly.take(_OneSegment(transaction, segment))
    events += assembly.end(())
    end = events[-1]
    assert isinstance(end, RemittanceEnd)
    found = _whole(events, end)
    if isinstance(found, X12Error):
        raise found
    return found


def stream_apart(source: Source, file: str, *, opened: Callable[[], None] = lambda: None) -> Iterator[RemittanceEvent]:
    """As `stream_835`, and says when an 835 has `opened`; raises when the envelope cannot be trusted."""
    assembly: Assembly | None = None
    readers: Readers | None = None
    claims = pairs = 0
    for event in read_stream(source, file=file, within=frozenset({"CLP"})):
        if isinstance(event, Part):
            if assembly:
                yield from assembly.take(event)
        elif isinstance(event, Opened):
            delimiters = event.interchange.delimiters
            if readers is None or readers.delimiters != delimiters:
                readers = Readers(delimiters)
            assembly = None
            if event.kind == "835":
                assembly = Assembly(event.control_number, readers, file=file, claims=claims, pairs=pairs)
                opened()
        elif isinstance(event, Closed):
            if assembly:
                yield from assembly.end(event.problems)
                claims, pairs, assembly = assembly.claims, assembly.pairs, None
        elif isinstance(event, X12Error):
            yield event


class _OneSegment(Struct):
    """A segment of a transaction as a part of its own."""

    transaction: Transaction
    segment: Segment

    @property
    def name(self) -> str:
        return self.segment.id

    @property
    def text(self) -> str:
        delimiters = self.transaction.interchange.delimiters
        return f"{delimiters.element.join(self.segment.elements)}{delimiters.segment}"

    @property
    def number(self) -> int:
        return self.segment.number

    def offset(self, number: int) -> int:
        segments = self.transaction.segments
        return self.transaction.offset(segments[number - segments[0].number])


def _whole(events: Sequence[RemittanceEvent], end: RemittanceEnd) -> Remittance | X12Error:
    """The remittance whose events these are, or the first error that made it unreadable."""
    for event in events:
        if isinstance(event, X12Error) and not isinstance(event, RemittanceOutOfBalance):
            return event
    (header,) = (event for event in events if isinstance(event, Remittance))
    return replace(
        header,
        groups=end.groups,
        claims=tuple(claim for event in events if (claim := _claim(event))),
        provider_adjustments=tuple(event for event in events if isinstance(event, ProviderAdjustment)),
    )


def _claim(event: RemittanceEvent) -> ClaimPayment | None:
    """The claim of an event, whether it adds up or not."""
    if isinstance(event, RemittanceOutOfBalance):
        return event.claim
    return event if isinstance(event, ClaimPayment) else None
