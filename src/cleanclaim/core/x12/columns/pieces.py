"""A file in pieces that fit the cache: whole segments as clean bytes, with delimiters of one byte each."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow.compute as pc
from msgspec import Struct

from cleanclaim.core.x12.blocks import Block
from cleanclaim.core.x12.columns.elements import Elements, Names, cut
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.segment import Delimiters

PIECE = 1 << 20  # bytes
_LINE_END = ord("\n")
_UNUSED = 0xFF  # a byte that UTF-8 has not
_BLANK = b" \t\v\f\x00\x1a\r\n"
_CONTROLS = [chr(code) for code in range(1, 32) if chr(code) not in "\t\n\v\f\r\x1a"]


class Stretch(Struct, frozen=True):
    """Segments of one block that follow each other: where in the piece they begin, and where in the block."""

    start: int
    block: Block
    index: int


class Piece(Struct, frozen=True):
    """Segments that follow each other, of one block or of several small ones."""

    elements: Elements
    names: Names
    delimiters: Delimiters
    stretches: list[Stretch]
    size: int  # bytes

    def offset(self, row: int) -> int:
        """The byte of the file at which a segment starts."""
        stretch = self.stretches[bisect_right(self.stretches, row, key=lambda one: one.start) - 1]
        return stretch.block.offset(stretch.index + row - stretch.start)


class _Clean(Struct, frozen=True):
    """A part of a block, from its segment `index` on."""

    block: Block
    index: int
    content: bytes


def pieces(blocks: Iterable[Block], size: int = PIECE) -> Iterator[Piece]:
    """The blocks in pieces of about so many bytes.  Raises what reading them raises, after the pieces before it."""
    waiting: list[_Clean] = []
    delimiters, total = Delimiters(), 0
    try:
        for block in blocks:
            for clean, own in _parts(block, size):
                if waiting and (total + len(clean.content) > size or own != delimiters):
                    yield from _piece(waiting, delimiters)
                    waiting, total = [], 0
                waiting.append(clean)
                delimiters, total = own, total + len(clean.content)
    except X12Error:
        yield from _piece(waiting, delimiters)
        raise
    yield from _piece(waiting, delimiters)


def _piece(parts: list[_Clean], delimiters: Delimiters) -> Iterator[Piece]:
    """The parts as one piece; none when they hold no segment."""
    contents = [part.content for part in parts]
    cut_up = _cut(contents, delimiters)
    if cut_up and not cut_up[1][1]:
        contents = [_joined(Block(delimiters, one, 0).texts, delimiters) for one in contents]
        cut_up = _cut(contents, delimiters)
    if cut_up:
        elements, (names, _) = cut_up
        sent = parts[0].block.delimiters.component
        if sent != delimiters.component:
            elements.texts = pc.replace_substring(elements.texts, delimiters.component, sent)
        stretches, start = [], 0
        for part, one in zip(parts, contents, strict=True):
            stretches.append(Stretch(start, part.block, part.index))
            start += int(np.count_nonzero(np.frombuffer(one, np.uint8) == ord(delimiters.segment)))
        yield Piece(elements, names, delimiters, stretches, sum(map(len, contents)))


def _cut(contents: list[bytes], delimiters: Delimiters) -> tuple[Elements, tuple[Names, bool]] | None:
    """The contents in one cut into elements, and the names of the segments; None when there are none."""
    content = b"".join(contents)
    if not content:
        return None
    element, segment = ord(delimiters.element), ord(delimiters.segment)
    elements = cut(content, element, segment, _LINE_END) if _LINE_END not in (element, segment) else None
    if elements is None:
        content = content if segment == _LINE_END else content.replace(b"\n", b"")
        elements = cut(content, element, segment, _UNUSED)
    assert elements
    return elements, elements.names()


def _parts(block: Block, size: int) -> Iterator[tuple[_Clean, Delimiters]]:
    """The block, cut when it is too long for a piece."""
    content, delimiters = _clean(block)
    if len(content) <= 2 * size:
        yield _Clean(block, 0, content), delimiters
        return
    terminator = delimiters.segment.encode()
    start = index = 0
    while start < len(content):
        end = content.find(terminator, start + size - 1) + 1 or len(content)
        end += content[end : end + 1] == b"\n"
        part = content[start:end]
        yield _Clean(block, index, part), delimiters
        index += sum(1 for text in part.split(terminator) if text.strip(_BLANK))
        start = end


def _clean(block: Block) -> tuple[bytes, Delimiters]:
    """The block's bytes as UTF-8, each segment with its terminator, as Block.texts has them; line feeds may remain."""
    delimiters, content = block.delimiters, block.content
    if not _is_ascii(delimiters) or not (content.isascii() or _is_utf8(content)):
        return _decoded(block)
    terminator = delimiters.segment.encode()
    if terminator != b"\r" and b"\r" in content:
        content = content.replace(b"\r", b"")
    if content and not content.endswith((terminator, terminator + b"\n")):
        content += terminator
    return content, delimiters


def _decoded(block: Block) -> tuple[bytes, Delimiters]:
    """The long way: delimiters that are no single byte in UTF-8 become control characters that the block lacks."""
    delimiters, texts = block.delimiters, block.texts
    if not _is_ascii(delimiters):
        together = "".join(texts)
        element, component, segment = [char for char in _CONTROLS if char not in together][:3]
        change = str.maketrans({delimiters.component: component, delimiters.element: element})
        texts = [text.translate(change) for text in texts]
        delimiters = Delimiters(element, component, delimiters.repetition, segment)
    return _joined(texts, delimiters), delimiters


def _joined(texts: list[str], delimiters: Delimiters) -> bytes:
    return "".join(f"{text}{delimiters.segment}" for text in texts).encode()


def _is_ascii(delimiters: Delimiters) -> bool:
    return f"{delimiters.element}{delimiters.component}{delimiters.segment}".isascii()


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
