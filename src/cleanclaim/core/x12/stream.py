"""The one walk over a file: envelopes as they open and close, and between them its parts, a claim or less at a time.

Every reader stands on it.  Memory is bounded by a block and the longest part.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from cleanclaim.core.x12.blocks import Block, read_blocks
from cleanclaim.core.x12.envelope import EnvelopeReader, Event
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.segment import Delimiters, Segment

Source = bytes | BinaryIO | Path
_ENVELOPE = frozenset({"ISA", "GS", "ST", "SE", "GE", "IEA", "TA1"})
_OPENERS = frozenset({"CLP", "CLM", "HL", "LX", "PLB", *_ENVELOPE})


class Part(Struct, gc=False):
    """Segments of an open transaction that follow each other: an opener (CLP, CLM, HL, LX, PLB) and what belongs to it.

    LX opens nothing in an 837: there a part is a whole claim or level.  Only `name`, `text` and `number` are there at
    once, the rest is made when it is asked for.
    """

    name: str  # of the opener; empty for what follows ST or TA1, and for what is left of a part longer than a block
    text: str  # the segments as sent, each with its terminator
    number: int  # of the first of them in its interchange, from 1
    _block: Block
    _index: int  # of the first of them in its block
    _texts: list[str] | None = None

    @property
    def texts(self) -> list[str]:
        """The segments as sent, without terminators."""
        if self._texts is None:
            self._texts = self.text.split(self._block.delimiters.segment)
            self._texts.pop()
        return self._texts

    def segments(self) -> list[Segment]:
        """Each text cut into its elements."""
        separator = self._block.delimiters.element
        return [Segment(n, tuple(text.split(separator))) for n, text in enumerate(self.texts, self.number)]

    @property
    def first(self) -> Segment:
        """The opener."""
        text = self.text.partition(self._block.delimiters.segment)[0]
        return Segment(self.number, tuple(text.split(self._block.delimiters.element)))

    @property
    def delimiters(self) -> Delimiters:
        """Those of its interchange."""
        return self._block.delimiters

    def offset(self, number: int) -> int:
        """The byte of the file, counted from 0, at which segment `number` starts."""
        return self._block.offset(self._index + number - self.number)


def read_stream(source: Source, *, file: str = "", within: frozenset[str] = frozenset()) -> Iterator[Event | Part]:
    """What a file says, in order; ST and SE come as a Part of their own as well, after Opened and before Closed.

    The openers `within` open no part: who reads them cuts faster.

    Raises MalformedInterchange, at its place, when the envelope cannot be trusted; smaller faults are events.
    """
    file = name_of(source, file)
    envelope, last = EnvelopeReader(), 0
    part: Part | None = None
    try:
        for block in read_blocks(source):
            for part in _parts(block, last, envelope, _OPENERS - within):
                if envelope.transaction and part.name not in _ENVELOPE:
                    yield part
                else:
                    yield from _taken(part, envelope, last, file)
            last = part.number + part.text.count(block.delimiters.segment) - 1 if part else 0
        envelope.end(last)
        yield from _placed(envelope, part.offset if part else None, file)
    except X12Error as error:
        error.file = error.file or file
        error.offset = part.offset(error.segment) if part and not error.offset and error.segment else error.offset
        raise


def name_of(source: Source, file: str = "") -> str:
    """What errors call the file: `file`, else the name of the path that it is read from."""
    return file or (source.name if isinstance(source, Path) else "")


def _parts(block: Block, last: int, envelope: EnvelopeReader, openers: frozenset[str]) -> Iterator[Part]:
    """The block cut before each of the openers; `last` is the number of the last segment of the block before."""
    text, terminator = block.text, block.delimiters.segment
    name, start, index = "", 1, 0
    for match in _expression(block.delimiters, openers).finditer(text):
        if match[1] == "LX" and envelope.transaction and envelope.transaction.kind == "837":
            continue
        at = match.start() + 1
        if at > start:
            yield Part(name, text[start:at], last + index + 1, block, index)
            index += text.count(terminator, start, at)
        name, start = match[1], at
        if name in _ENVELOPE:
            last = 0 if name == "ISA" else last
            start = text.index(terminator, at) + 1
            yield Part(name, text[at:start], last + index + 1, block, index)
            name, index = "", index + 1
    if start < len(text):
        yield Part(name, text[start:], last + index + 1, block, index)


def _taken(part: Part, envelope: EnvelopeReader, last: int, file: str) -> Iterator[Event | Part]:
    """A part that may not belong to an open transaction; `last` is the number of the last segment before its block."""
    if part.name == "TA1" and envelope.transaction:
        yield part
    elif part.name in _ENVELOPE:
        if part.name == "SE" and envelope.transaction:
            yield part
        if part.name == "ISA":  # always the first of its block
            envelope.end(last)
            yield from _placed(envelope, lambda _: part.offset(part.number), file)
        envelope.take(part.first, part.delimiters)
        yield from _placed(envelope, part.offset, file)
        if part.name == "ST":
            yield part
    else:
        envelope.stray(part.first)
        yield from _placed(envelope, part.offset, file)


def _placed(envelope: EnvelopeReader, offset: Callable[[int], int] | None, file: str) -> Iterator[Event]:
    """The events since the last call, each error with its file and byte."""
    events, envelope.events = envelope.events, []
    for event in events:
        for error in (event,) if isinstance(event, X12Error) else getattr(event, "problems", ()):
            error.file = file
            error.offset = offset(error.segment) if offset and error.segment else 0
        yield event


@cache
def _expression(delimiters: Delimiters, openers: frozenset[str]) -> re.Pattern[str]:
    """The end of a segment and the opener behind it."""
    element, segment = re.escape(delimiters.element), re.escape(delimiters.segment)
    return re.compile(f"{segment}({'|'.join(sorted(openers))})(?=[{element}{segment}])")
