"""The one walk over a file: envelopes as they open and close, and between them its parts, a claim or less at a time.

Every reader stands on it.  Memory is bounded by a block and the longest part.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cleanclaim.core.x12.blocks import OPENERS, Block, read_blocks
from cleanclaim.core.x12.envelope import EnvelopeReader, Event
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.segment import Delimiters, Segment

Source = bytes | BinaryIO | Path
_ENVELOPE = frozenset({"ISA", "GS", "ST", "SE", "GE", "IEA", "TA1"})


class Part:
    """Segments of an open transaction that follow each other: an opener (CLP, CLM, HL, LX, PLB) and what belongs to it.

    `texts` are the segments as sent, without terminators; the first of them is number `number` of its interchange.
    """

    __slots__ = ("_block", "_index", "number", "texts")

    def __init__(self, block: Block, index: int, end: int, number: int) -> None:
        self._block, self._index, self.number = block, index, number
        self.texts = block.texts[index:end]

    def segments(self) -> list[Segment]:
        """Each text cut into its elements."""
        separator = self._block.delimiters.element
        return [Segment(n, tuple(text.split(separator))) for n, text in enumerate(self.texts, self.number)]

    @property
    def first(self) -> Segment:
        """The opener."""
        return Segment(self.number, tuple(self.texts[0].split(self._block.delimiters.element)))

    @property
    def delimiters(self) -> Delimiters:
        """Those of its interchange."""
        return self._block.delimiters

    def offset(self, number: int) -> int:
        """The byte of the file, counted from 0, at which segment `number` starts."""
        return self._block.offset(self._index + number - self.number)


def read_stream(source: Source, *, file: str = "") -> Iterator[Event | Part]:
    """What a file says, in order; ST and SE come as a Part of their own as well, after Opened and before Closed.

    Raises MalformedInterchange, at its place, when the envelope cannot be trusted; smaller faults are events.
    """
    file = name_of(source, file)
    envelope, number = EnvelopeReader(), 0
    part: Part | None = None
    try:
        for block in read_blocks(source):
            for part in _parts(block, number):
                number = part.number
                yield from _taken(part, envelope, block, file)
                number += len(part.texts) - 1
        envelope.end(number)
        yield from _placed(envelope, part, file)
    except X12Error as error:
        error.file = error.file or file
        error.offset = part.offset(error.segment) if part and not error.offset and error.segment else error.offset
        raise


def name_of(source: Source, file: str = "") -> str:
    """What errors call the file: `file`, else the name of the path that it is read from."""
    return file or (source.name if isinstance(source, Path) else "")


def _parts(block: Block, before: int) -> Iterator[Part]:
    """The block cut before each opener; `before` is the number of the last segment of the block before."""
    texts, separator = block.texts, block.delimiters.element
    openers = _openers(separator)
    starts = [index for index, text in enumerate(texts) if text[:3] in openers]
    if texts and (not starts or starts[0] != 0):
        starts.insert(0, 0)
    first = 0 if texts and texts[0].startswith(f"ISA{separator}") else before
    for index, end in zip(starts, [*starts[1:], len(texts)], strict=True):
        is_envelope = texts[index].partition(separator)[0] in _ENVELOPE
        yield Part(block, index, index + 1 if is_envelope else end, first + index + 1)
        if is_envelope and index + 1 < end:
            yield Part(block, index + 1, end, first + index + 2)


def _taken(part: Part, envelope: EnvelopeReader, block: Block, file: str) -> Iterator[Event | Part]:
    name = part.texts[0].partition(block.delimiters.element)[0]
    if name in _ENVELOPE and not (name == "TA1" and envelope.transaction):
        segment = part.first
        if name == "SE" and envelope.transaction:
            yield part
        envelope.take(segment, block.delimiters)
        yield from _placed(envelope, part, file)
        if name == "ST":
            yield part
    elif envelope.transaction:
        yield part
    else:
        envelope.stray(part.first)
        yield from _placed(envelope, part, file)


def _placed(envelope: EnvelopeReader, part: Part | None, file: str) -> Iterator[Event]:
    """The events since the last call, each error with its file and byte."""
    events, envelope.events = envelope.events, []
    for event in events:
        for error in (event,) if isinstance(event, X12Error) else getattr(event, "problems", ()):
            error.file = file
            error.offset = part.offset(error.segment) if part and error.segment else 0
        yield event


def _openers(separator: str) -> frozenset[str]:
    """The first three characters of every opener."""
    return frozenset(f"{name}{separator}"[:3] for name in (*OPENERS, "ISA")) | frozenset(OPENERS)
