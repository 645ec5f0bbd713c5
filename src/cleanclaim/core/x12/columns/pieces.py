"""A file in pieces that fit the cache: whole segments as clean bytes, with delimiters of one byte each."""

from collections.abc import Iterator

from msgspec import Struct

from cleanclaim.core.x12.blocks import Block
from cleanclaim.core.x12.columns.elements import Elements, cut
from cleanclaim.core.x12.segment import Delimiters

PIECE = 1 << 18  # bytes
_CONTROLS = [chr(code) for code in range(1, 32) if chr(code) not in "\t\n\v\f\r\x1a"]


class Piece(Struct, frozen=True):
    """Segments that follow each other in a block; the first of them is the block's `index`-th, counted from 0."""

    elements: Elements
    component: int  # the byte that parts the components of an element
    block: Block
    index: int


def pieces(block: Block, size: int = PIECE) -> Iterator[Piece]:
    """The block cut into pieces of about so many bytes."""
    content, delimiters = _clean(block)
    element, component, terminator = (
        delimiters.element.encode(),
        delimiters.component.encode(),
        delimiters.segment.encode(),
    )
    start = index = 0
    while start < len(content):
        end = content.find(terminator, start + size - 1) + 1 or len(content)
        elements = cut(content[start:end], element[0], terminator[0])
        if elements.is_untidy():
            tidy = _joined(Block(delimiters, content[start:end], 0).texts, delimiters)
            elements = cut(tidy, element[0], terminator[0]) if tidy else None
        if elements is not None:
            yield Piece(elements, component[0], block, index)
            index += len(elements.first)
        start = end


def _clean(block: Block) -> tuple[bytes, Delimiters]:
    """The block's bytes as UTF-8 without line ends, each segment with its terminator; as Block.texts reads them."""
    delimiters, content = block.delimiters, block.content
    terminator = delimiters.segment.encode("latin-1")
    for line_end in (b"\n", b"\r"):
        if line_end != terminator and line_end in content:
            content = content.replace(line_end, b"")
    if not _is_ascii(delimiters) or not (content.isascii() or _is_utf8(content)):
        return _decoded(block)
    if content and not content.endswith(terminator):
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
