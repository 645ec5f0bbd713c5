"""Reading interchanges: a stream of transactions, each with the envelope around it and what is wrong with that.

Only one transaction is in memory at a time, and the one before it, which waits for the trailers that concern it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cleanclaim.core.x12.blocks import read_blocks
from cleanclaim.core.x12.envelope import EnvelopeReader
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.segment import Interchange, InterchangeHeader, Segment, Transaction

_ENVELOPE = frozenset({"ISA", "GS", "ST", "SE", "GE", "IEA", "TA1"})
Source = bytes | BinaryIO | Path


def read_transactions(source: Source, *, file: str = "") -> Iterator[Transaction]:
    """Every transaction of every interchange, in order.

    Raises MalformedInterchange, at its place, when the envelope cannot be trusted; smaller faults (a count or control
    number that differs, a missing trailer) are `problems` of the transactions they concern.
    """
    return (part for part in _read(source, file) if isinstance(part, Transaction))


def read_interchanges(source: Source, *, file: str = "") -> Iterator[Interchange]:
    """Every interchange, whole; raises as `read_transactions` does."""
    header: InterchangeHeader | None = None
    parts: list[Transaction | Segment | X12Error] = []
    for part in _read(source, file):
        if isinstance(part, InterchangeHeader):
            if header:
                yield _interchange(header, parts, file)
            header, parts = part, []
        else:
            parts.append(part)
    if header:
        yield _interchange(header, parts, file)


def _interchange(header: InterchangeHeader, parts: list[Transaction | Segment | X12Error], file: str) -> Interchange:
    return Interchange(
        header=header,
        transactions=tuple(part for part in parts if isinstance(part, Transaction)),
        acknowledgments=tuple(part for part in parts if isinstance(part, Segment)),
        problems=tuple(part for part in parts if isinstance(part, X12Error)),
        file=file,
    )


def _read(source: Source, file: str) -> Iterator[InterchangeHeader | Transaction | Segment | X12Error]:
    file = file or (source.name if isinstance(source, Path) else "")
    try:
        yield from _walk(source, file)
    except X12Error as error:
        error.file = error.file or file
        raise


def _walk(source: Source, file: str) -> Iterator[InterchangeHeader | Transaction | Segment | X12Error]:
    envelope = EnvelopeReader(file)
    number = 0
    for delimiters, texts in read_blocks(source):
        separator, body = delimiters.element, envelope.body
        for text in texts:
            if not text:
                continue
            number += 1
            elements = tuple(text.split(separator))
            if elements[0] not in _ENVELOPE:
                body.append(Segment(number, elements))
                continue
            if elements[0] == "ISA":
                number = 1
            envelope.take(Segment(number, elements), delimiters)
            yield from envelope.ready()
            body = envelope.body
    envelope.end(number)
    yield from envelope.ready()
