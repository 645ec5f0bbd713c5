"""From bytes to the texts of segments: chunks, encodings, line ends, and the delimiters that each ISA declares."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from cleanclaim.core.x12.errors import MalformedInterchange
from cleanclaim.core.x12.segment import Delimiters

CHUNK = 1 << 20  # bytes
LONGEST_SEGMENT = 16 << 20  # bytes without a segment terminator before the file is given up
LONGEST_ISA = 400  # bytes; 106 by the standard
_BLANK = b" \t\r\n\f\v\x00\x1a"
_LEADING = (b" ", b"\t", b"\x00", b"\x1a")
_UTF8_BOM, _UTF16_BOMS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
_FIELDS = 16  # elements of ISA
_REPETITION = 11  # ISA11, a standards identifier ("U") before version 00402

Block = tuple[Delimiters, list[str]]


def read_blocks(source: bytes | BinaryIO | Path) -> Iterator[Block]:
    """Texts of whole segments, block by block; an ISA is always the first of its block.

    Memory is bounded by a chunk and the longest segment.  Raises MalformedInterchange when the file does not start with
    a readable ISA, or a segment does not end.
    """
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield from _blocks(stream)
    else:
        yield from _blocks(BytesIO(source) if isinstance(source, bytes) else source)


def _blocks(stream: BinaryIO) -> Iterator[Block]:
    buffer, start = _start(stream), 0
    delimiters = delimiters_of(buffer)
    while True:
        following = _next_interchange(buffer, start, delimiters)
        if following:
            yield delimiters, _texts(buffer[start:following], delimiters)
            buffer = _filled(buffer, following + LONGEST_ISA, stream)
            start, delimiters = following, delimiters_of(buffer[following : following + LONGEST_ISA])
            continue
        end = buffer.rfind(delimiters.segment.encode("latin-1"), start)
        if end > start:
            yield delimiters, _texts(buffer[start:end], delimiters)
            start = end  # the terminator stays, so that an ISA cut in two by the chunk is still seen to follow one
        elif len(buffer) - start > LONGEST_SEGMENT:
            raise MalformedInterchange(f"a segment does not end within {LONGEST_SEGMENT} bytes", code="025")
        chunk = stream.read(CHUNK)
        if not chunk:
            break
        buffer, start = buffer[start:] + chunk, 0
    yield delimiters, _texts(buffer[start:].rstrip(_BLANK), delimiters)


def _start(stream: BinaryIO) -> bytes:
    """The first bytes from ISA on, enough to see it whole."""
    buffer = _filled(b"", LONGEST_ISA, stream)
    if buffer[:2] in _UTF16_BOMS:
        raise MalformedInterchange("the file is UTF-16; X12 is sent in ASCII or UTF-8")
    buffer = buffer.removeprefix(_UTF8_BOM).lstrip(_BLANK)
    while not buffer and (chunk := stream.read(CHUNK)):
        buffer = chunk.lstrip(_BLANK)
    if not buffer:
        raise MalformedInterchange("the file is empty")
    return _filled(buffer, LONGEST_ISA, stream)


def _filled(buffer: bytes, least: int, stream: BinaryIO) -> bytes:
    """The buffer with at least so many bytes, unless the file ends before."""
    while len(buffer) < least and (chunk := stream.read(CHUNK)):
        buffer += chunk
    return buffer


def delimiters_of(data: bytes) -> Delimiters:
    """The delimiters of the ISA that `data` starts with, fixed width or not; raises MalformedInterchange."""
    head = data[:LONGEST_ISA].decode("latin-1")
    if head[:3] != "ISA":
        raise MalformedInterchange(f"the file starts with {head[:10]!r}, not with ISA", segment=1, element="ISA")
    element = head[3:4]
    fields = head.split(element, _FIELDS) if element and not element.isalnum() else []
    if len(fields) <= _FIELDS or len(fields[_FIELDS]) < 2:
        raise MalformedInterchange(f"ISA has {max(len(fields) - 1, 0)} elements, not 16", segment=1, element="ISA16")
    component, segment = fields[_FIELDS][0], fields[_FIELDS][1]
    repetition = fields[_REPETITION]
    repetition = repetition if len(repetition) == 1 and not repetition.isalnum() and repetition != " " else ""
    if component.isalnum() or segment.isalnum() or len({element, component, segment}) < 3:
        message = f"ISA declares delimiters {element!r}, {component!r} and {segment!r}, which cannot be told from data"
        raise MalformedInterchange(message, segment=1, element="ISA16", code="026")
    return Delimiters(element, component, repetition, segment)


def _next_interchange(buffer: bytes, start: int, delimiters: Delimiters) -> int:
    """Where the next ISA starts, 0 for nowhere: only after a segment's end, never inside data."""
    if buffer.find(b"ISA", start + 1) < 0:
        return 0
    terminator = re.escape(delimiters.segment.encode("latin-1"))
    match = re.compile(terminator + rb"[\s\x00\x1a]*(?=ISA[^A-Za-z0-9\s])").search(buffer, start)
    return match.end() if match else 0


def _texts(block: bytes, delimiters: Delimiters) -> list[str]:
    """The segments' texts, without line ends and leading space; UTF-8, and Latin-1 for the segments that are not."""
    terminator = delimiters.segment.encode("latin-1")
    for line_end in (b"\n", b"\r"):
        if line_end != terminator and line_end in block:
            block = block.replace(line_end, b"")
    try:
        texts = block.decode("utf-8").split(delimiters.segment)
    except UnicodeDecodeError:
        texts = [_decoded(text) for text in block.split(terminator)]
    if any(terminator + blank in block for blank in _LEADING):
        return [text.lstrip(_BLANK.decode()) for text in texts]
    return texts


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("latin-1")
