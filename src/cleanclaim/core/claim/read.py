"""From the 837 to claims: professional (005010X222A1), institutional (X223A2), dental (X224A2).

One claim is read at a time, with the levels above it: memory does not grow with the file.  A claim that cannot be read
is a located error, and the next one is read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from cleanclaim.core.claim.batch import Batch, read_head
from cleanclaim.core.claim.levels import Above, Levels
from cleanclaim.core.claim.read_claim import ClaimReader
from cleanclaim.core.claim.texts import Texts, Unreadable
from cleanclaim.core.claim.value import Claim, Kind
from cleanclaim.core.x12 import Transaction
from cleanclaim.core.x12.envelope import Closed, Opened
from cleanclaim.core.x12.errors import MalformedInterchange, MalformedSegment, X12Error
from cleanclaim.core.x12.stream import Part, Source, name_of, read_stream

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("X222", "X298", "X098"), "837P"),
    **dict.fromkeys(("X223", "X299", "X096"), "837I"),
    **dict.fromkeys(("X224", "X300", "X097"), "837D"),
}
_ENDS = frozenset({"HL", "CLM", "SE"})
"""Who opens what does not belong to a claim before it."""
_BY_SERVICE: dict[str, Kind] = {"SV1": "837P", "SV2": "837I", "SV3": "837D"}


class Texted(Protocol):
    """Segments that follow each other, as texts: a Part of a stream, or cut from a Transaction."""

    name: str
    text: str
    number: int

    @property
    def texts(self) -> list[str]: ...

    def offset(self, number: int) -> int: ...


def read_claims(source: Source, *, file: str = "") -> Iterator[Claim | X12Error]:
    """Every claim of every 837 of a file, or the error that made it unreadable: one bad claim does not hide the others.

    Other transactions are passed over.  An envelope that cannot be trusted ends the reading with its error; its smaller
    faults are told by `read_batches`.
    """
    for item in _read(source, file, tells_envelope=False):
        if not isinstance(item, Batch):
            yield item


def read_batches(source: Source, *, file: str = "") -> Iterator[Batch | Claim | X12Error]:
    """As `read_claims`, with the head of each transaction before its claims and every fault of the envelope."""
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
    """The claims of one transaction, each read or as its error."""
    opened = Opened(
        transaction.kind,
        transaction.version,
        transaction.control_number,
        transaction.segments[0],
        transaction.group,
        transaction.interchange,
    )
    reader = TransactionReader(opened, Texts(transaction.interchange.delimiters), transaction.file)
    for item in (*map(reader.take, _parts_of(transaction)), reader.end()):
        if item is not None and not isinstance(item, Batch):
            yield item


def kind_of(version: str, services: Sequence[str] = ()) -> Kind:
    """By the guide that is named, else by the segment of the first service line."""
    for mark, kind in _KINDS.items():
        if mark in version:
            return kind
    return next((_BY_SERVICE[name] for name in services if name in _BY_SERVICE), "837P")


def _read(source: Source, file: str, *, tells_envelope: bool) -> Iterator[Batch | Claim | X12Error]:
    file = name_of(source, file)
    reader: TransactionReader | None = None
    try:
        for event in read_stream(source, file=file):
            item: Batch | Claim | X12Error | None = None
            if isinstance(event, Part):
                item = reader.take(event) if reader else None
            elif isinstance(event, Opened):
                reader = _reader_of(event, file, reader)
            elif isinstance(event, Closed) and reader:
                item = reader.end()
            if item is not None:
                yield item
            if tells_envelope and not isinstance(event, Part):
                yield from _faults(event, reader)
    except MalformedInterchange as error:
        if reader and (item := reader.end()) is not None:
            yield item
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


class TransactionReader:
    """Takes the parts of one 837 as they come, and gives a claim as soon as it is whole."""

    def __init__(self, opened: Opened, texts: Texts, file: str, before: "TransactionReader | None" = None) -> None:
        self._opened, self.texts, self._file = opened, texts, file
        self._kind = kind_of(opened.version)
        self._is_known = any(mark in opened.version for mark in _KINDS)
        self._reads: Callable[[str, Above], Claim] | None = None
        if before and before.texts is texts and before._kind == self._kind:
            self._reads = before._reads
        self._levels = Levels(texts, self._kind)
        self._head: list[str] = []
        self._is_in_head = True
        self._claim: list[Texted] = []

    def take(self, part: Texted) -> Batch | Claim | X12Error | None:
        """The next part; a Batch when the head is whole, a claim or its error when the part belongs to another."""
        name = part.name
        if name not in _ENDS:
            if self._claim:
                self._claim.append(part)
            elif self._is_in_head:
                self._head += part.texts
            return None
        item = self.end()
        if name == "CLM":
            self._claim = [part]
        elif name == "HL":
            self._levels.enter(part.text[:-1])
        return item

    def end(self) -> Batch | Claim | X12Error | None:
        """What was open is whole: the head, or a claim."""
        if self._claim:
            return self._read_claim()
        return self._batch() if self._is_in_head else None

    def _batch(self) -> Batch:
        self._is_in_head = False
        opened = self._opened
        return Batch(
            kind=self._kind,
            version=opened.version,
            control_number=opened.control_number,
            group=opened.group,
            interchange=opened.interchange,
            **read_head(self.texts, self._head[1:]),
        )

    def _read_claim(self) -> Claim | X12Error:
        parts, self._claim = self._claim, []
        opens, self._levels.opens = self._levels.opens, ""
        above = self._levels.above
        if opens and above:
            above = above._replace(rest={**above.rest, "opens": opens})
        text = parts[0].text if len(parts) == 1 else "".join([part.text for part in parts])
        try:
            if above is None:
                clm, message = parts[0].texts[0], "the claim stands under no level (HL)"
                raise Unreadable(clm, 0, message, expected="an HL before it", code="")
            return self._reader(parts)(text[:-1], above)
        except Unreadable as fault:
            return self._located(fault, parts)

    def _reader(self, parts: Sequence[Texted]) -> Callable[..., Claim]:
        if self._reads is None:
            if not self._is_known:
                services = [text[:3] for part in parts for text in part.texts]
                self._kind = kind_of(self._opened.version, services)
            self._reads = ClaimReader(self.texts, self._kind)
        return self._reads

    def _located(self, fault: Unreadable, parts: Sequence[Texted]) -> MalformedSegment:
        """The fault with its place in the file."""
        elements = fault.text.split(self.texts.separator)
        part, index = _place(parts, fault.text)
        return MalformedSegment(
            fault.message,
            file=self._file,
            segment=part.number + index,
            loop=_loop_of(parts, part.number + index, self.texts.separator),
            element=f"{elements[0]}{fault.position:02d}" if fault.position else elements[0],
            value=elements[fault.position] if 0 < fault.position < len(elements) else "",
            expected=fault.expected,
            code=fault.code,
            offset=part.offset(part.number + index),
        )


def _place(parts: Sequence[Texted], text: str) -> tuple[Texted, int]:
    """Where this very text stands; of segments that are alike the first was read first."""
    return next((part, index) for part in parts for index, own in enumerate(part.texts) if own == text)


def _loop_of(parts: Sequence[Texted], number: int, separator: str) -> str:
    """The guide's loop of segment `number`, by the segments of the claim before it."""
    before = ((part.number + at, text) for part in parts for at, text in enumerate(part.texts))
    names = [text.partition(separator)[0] for at, text in before if at <= number]
    if "LX" in names:
        line = names[len(names) - names[::-1].index("LX") :]
        return "2430" if "SVD" in line else "2410" if names[-1] == "CTP" else "2400"
    return "2300" if "SBR" not in names else "2330B" if "NM1" in names[names.index("SBR") :] else "2320"


class _Cut:
    """Segments of a Transaction as texts."""

    def __init__(self, transaction: Transaction, start: int, end: int) -> None:
        delimiters = transaction.interchange.delimiters
        self._transaction, self._segments = transaction, transaction.segments[start:end]
        self.texts = [delimiters.element.join(segment.elements) for segment in self._segments]
        self.text = "".join([text + delimiters.segment for text in self.texts])
        self.name, self.number = self._segments[0].id, self._segments[0].number

    def offset(self, number: int) -> int:
        return self._transaction.offset(self._segments[number - self.number])


def _parts_of(transaction: Transaction) -> Iterator[_Cut]:
    openers = {"ST", "HL", "CLM", "SE"}
    starts = [at for at, segment in enumerate(transaction.segments) if segment.id in openers]
    for start, end in zip(starts, [*starts[1:], len(transaction.segments)], strict=True):
        yield _Cut(transaction, start, end)
