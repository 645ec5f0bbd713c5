"""From bytes to blocks of whole segments: chunks, encodings, line ends, and the delimiters that each ISA declares."""

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from cleanclaim.core.x12.errors import MalformedInterchange
from cleanclaim.core.x12.segment import Delimiters

CHUNK = 1 << 20  # bytes
LONGEST_SEGMENT = 16 << 20  # bytes without a segment terminator before the file is given up
LONGEST_PART = 16 << 20  # bytes without an opening segment before a block ends between any two segments
LONGEST_ISA = 400  # bytes; 106 by the standard
_OPENERS = ("CLP", "CLM", "HL", "PLB", "ST", "SE", "GS", "GE", "IEA", "TA1")  # segments before which a block may end
_NEAR_END = 1 << 16
_BLANK = b" \t\r\n\f\v\x00\x1a"
_UTF8_BOM, _UTF16_BOMS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
_FIELDS = 16  # elements of ISA
_REPETITION = 11  # ISA11, a standards identifier ("U") before version 00402


class Block:
    """Whole segments of one interchange as they follow each other; none of them is empty."""

    __slots__ = ("_offsets", "_start", "content", "delimiters")

    def __init__(self, delimiters: Delimiters, content: bytes, start: int) -> None:
        self.delimiters, self.content, self._start = delimiters, content, start
        self._offsets: list[int] | None = None

    @property
    def text(self) -> str:
        """The segments, a terminator before each and one behind the last; empty when there are none."""
        return _text(self.content, self.delimiters)

    @property
    def texts(self) -> list[str]:
        """The segments, without their terminators."""
        return self.text.split(self.delimiters.segment)[1:-1]

    def offset(self, index: int) -> int:
        """The byte of the file, counted from 0, at which text `index` starts."""
        if self._offsets is None:
            self._offsets = list(_offsets(self.content, self.delimiters, self._start))
        return self._offsets[min(index, len(self._offsets) - 1)]


def _offsets(content: bytes, delimiters: Delimiters, at: int) -> Iterator[int]:
    """Where each text starts, then where the last one ends."""
    terminator = re.escape(delimiters.segment.encode("latin-1"))
    texts = re.compile(rb"[^%b%b][^%b]*" % (re.escape(_BLANK), terminator, terminator))
    yield from (at + match.start() for match in texts.finditer(content))
    yield at + len(content)


def read_blocks(source: bytes | BinaryIO | Path) -> Iterator[Block]:
    """The file in blocks of about a chunk.  An ISA is always the first of its block, a block ends before an opener.

    Memory is bounded by a chunk and the longest part.  Raises MalformedInterchange when the file does not start with
    a readable ISA, or a segment does not end.
    """
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield from _blocks(stream)
    else:
        yield from _blocks(BytesIO(source) if isinstance(source, bytes) else source)


def _blocks(stream: BinaryIO) -> Iterator[Block]:
    buffer, at = _start(stream)
    start, delimiters = 0, delimiters_of(buffer)
    while True:
        following = _next_interchange(buffer, start, delimiters)
        if following:
            yield Block(delimiters, buffer[start:following], at + start)
            buffer = _filled(buffer, following + LONGEST_ISA, stream)
            start, delimiters = following, delimiters_of(buffer[following : following + LONGEST_ISA])
            continue
        end = _block_end(buffer, start, delimiters)
        if end > start:
            yield Block(delimiters, buffer[start:end], at + start)
        chunk = stream.read(CHUNK)
        buffer, at, start = buffer[end:] + chunk, at + end, 0
        if not chunk:
            break
    yield Block(delimiters, buffer.rstrip(_BLANK), at)


def _block_end(buffer: bytes, start: int, delimiters: Delimiters) -> int:
    """Where the last opener starts; in a part without end, where its last whole segment does; `start` for nowhere."""
    end = _last_opener(buffer, start, delimiters)
    if end > start or len(buffer) - start <= LONGEST_PART:
        return end
    end = buffer.rfind(delimiters.segment.encode("latin-1"), start)
    if end <= start and len(buffer) - start > LONGEST_SEGMENT:
        raise MalformedInterchange(f"a segment does not end within {LONGEST_SEGMENT} bytes", code="025")
    return max(end, start)


def _last_opener(buffer: bytes, start: int, delimiters: Delimiters) -> int:
    """The last opener after `start` that stands at the beginning of a segment; `start` for none."""
    names = [name.encode() + delimiters.element.encode("latin-1") for name in _OPENERS]
    terminator = delimiters.segment.encode("latin-1")
    for begin in (max(start + 1, len(buffer) - _NEAR_END), start + 1):
        found = max((_last_beginning(buffer, name, begin, terminator) for name in names), default=-1)
        if found > start:
            return found
    return start


def _last_beginning(buffer: bytes, name: bytes, begin: int, terminator: bytes) -> int:
    end = len(buffer)
    while (at := buffer.rfind(name, begin, end)) >= 0:
        before = at
        while before > begin and buffer[before - 1 : before] != terminator and buffer[before - 1] in _BLANK:
            before -= 1
        if buffer[before - 1 : before] == terminator:
            return at
        end = at + len(name) - 1
    return -1


def _start(stream: BinaryIO) -> tuple[bytes, int]:
    """The first bytes from ISA on, enough to see it whole, and where in the file they start."""
    buffer, at = _filled(b"", LONGEST_ISA, stream), 0
    if buffer[:2] in _UTF16_BOMS:
        raise MalformedInterchange("the file is UTF-16; X12 is sent in ASCII or UTF-8")
    whole = buffer
    buffer = buffer.removeprefix(_UTF8_BOM).lstrip(_BLANK)
    at += len(whole) - len(buffer)
    while not buffer and (chunk := stream.read(CHUNK)):
        buffer = chunk.lstrip(_BLANK)
        at += len(chunk) - len(buffer)
    if not buffer:
        raise MalformedInterchange("the file is empty")
    return _filled(buffer, LONGEST_ISA, stream), at


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
    repetition = _repetition(fields[_REPETITION], component)
    if _is_data(component) or _is_data(segment) or len({element, component, segment, repetition}) < 4:
        message = f"ISA declares delimiters {element!r}, {component!r} and {segment!r}, which cannot be told from data"
        raise MalformedInterchange(message, segment=1, element="ISA16", code="026")
    return Delimiters(element, component, repetition, segment)


def _repetition(declared: str, component: str) -> str:
    """ISA11 where it is a separator and no other one's; else nothing repeats."""
    return "" if len(declared) != 1 or _is_data(declared) or declared == component else declared


def _is_data(sign: str) -> bool:
    return sign.isalnum() or sign == " "


def _next_interchange(buffer: bytes, start: int, delimiters: Delimiters) -> int:
    """Where the next ISA starts, 0 for nowhere: only after a segment's end, never inside data."""
    if buffer.find(b"ISA", start + 1) < 0:
        return 0
    terminator = re.escape(delimiters.segment.encode("latin-1"))
    match = re.compile(terminator + rb"[\s\x00\x1a]*(?=ISA[^A-Za-z0-9\s])").search(buffer, start)
    return match.end() if match else 0


def _text(content: bytes, delimiters: Delimiters) -> str:
    """The segments without line ends and leading blanks; UTF-8, and Latin-1 for the segments that are not."""
    terminator = delimiters.segment.encode("latin-1")
    for line_end in (b"\n", b"\r"):
        if line_end != terminator and line_end in content:
            content = content.replace(line_end, b"")
    whole = b"%b%b%b" % (terminator, content.removesuffix(terminator), terminator)
    if not re.search(b"%b[%b%b]" % (re.escape(terminator), _BLANK, re.escape(terminator)), whole):
        with suppress(UnicodeDecodeError):
            return whole.decode()
    texts = [text for one in content.split(terminator) if (text := _decoded(one.lstrip(_BLANK)))]
    return delimiters.segment.join(("", *texts, "")) if texts else ""


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("latin-1")
