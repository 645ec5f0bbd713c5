"""From the bytes of whole segments to their elements: one Arrow array of texts, and where in it each segment starts."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Names = NDArray[np.uint32]
Words = NDArray[np.uint64]

_PAD = 8  # bytes before the first text, so that the eight bytes that end anywhere can be read
_MASK = np.array([0, 0xFF, 0xFFFF, 0xFFFFFF, 0], dtype=np.uint32)  # of a name, by its length; others are unknown
_FIRST_VISIBLE = ord("!")  # behind every blank
_LEAST = np.array([0, 1, 1 << 8, 1 << 16, 0], dtype=np.uint32)  # less: the last character is a null byte


class Elements:
    """The texts of elements without their delimiters.  The last one is empty: it stands for what is not there."""

    __slots__ = ("composites", "count", "first", "offsets", "texts", "words")

    def __init__(self, words: Words, texts: pa.StringArray, offsets: NDArray[np.int32], first: Ints, count: Ints):
        self.words = words  # the eight bytes from each byte on, those before the first text included
        self.texts, self.offsets = texts, offsets
        self.composites = texts  # with components parted by one byte, where `texts` have the sender's character
        self.first = first  # of each segment, its name
        self.count = count  # elements of each segment, its name included

    @classmethod
    def of(cls, data: bytes, offsets: NDArray[np.int32], first: Ints, count: Ints) -> "Elements":
        """From the texts' bytes one after the other, and where each starts."""
        padded = b"".join((b"\0" * _PAD, data, b"\0" * _PAD))
        words: Words = np.ndarray(len(padded) - 7, "<u8", padded, 0, (1,))
        content = pa.py_buffer(padded).slice(_PAD)
        texts = pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), content)
        return cls(words, texts, offsets, first, count)

    def slice(self, start: int, size: int) -> "Elements":
        """Some of the segments that follow each other."""
        end = start + size
        return Elements(self.words, self.texts, self.offsets, self.first[start:end], self.count[start:end])

    def names(self) -> tuple[Names, bool]:
        """The name of each segment as one number, 0 when it has not one to three characters.

        And whether all have one: a segment without a name, or with one that begins with a blank, is to be read anew.
        """
        starts = self.offsets.take(self.first)
        length = np.minimum(self.offsets.take(self.first + 1) - starts, 4)
        begins = self.words[starts + _PAD].astype(np.uint32)
        is_tidy = bool(((length > 0) & (begins.astype(np.uint8) >= _FIRST_VISIBLE)).all())
        number: Names = begins & _MASK.take(length)
        number[number < _LEAST.take(length)] = 0
        return number, is_tidy

    @property
    def absent(self) -> int:
        """Where the empty text stands."""
        return len(self.offsets) - 2

    def lengths(self, found: Ints) -> NDArray[np.int32]:
        """Bytes of each text."""
        return self.offsets.take(found + 1) - self.offsets.take(found)

    def last_bytes(self, found: Ints, before: int = 0) -> Words:
        """The eight bytes that end where each text ends, or so many bytes before; the last is the highest."""
        return self.words[self.offsets.take(found + 1) - before]

    def first_bytes(self, found: Ints) -> NDArray[np.uint8]:
        """The first byte of each text."""
        return self.words[self.offsets.take(found) + _PAD].astype(np.uint8)

    def text(self, index: int) -> str:
        """One text."""
        return str(self.texts[index].as_py())

    def some(self, found: Ints) -> list[str]:
        """The texts at `found`."""
        texts: list[str] = self.texts.take(pa.array(found)).to_pylist()
        return texts

    def segment(self, row: int) -> tuple[str, ...]:
        """All elements of one segment."""
        start = int(self.first[row])
        return tuple(self.texts[start : start + int(self.count[row])].to_pylist())


def name_number(name: str) -> int:
    """What `Elements.names` gives for a segment's name."""
    return int.from_bytes(name.encode(), "little")


def cut(content: bytes, element: int, segment: int, line_end: int) -> Elements | None:
    """Segments that each end with the byte `segment`, their elements parted by the byte `element`.

    The byte `line_end` may stand behind all segments, or in none; None when it stands anywhere else.
    """
    data = np.frombuffer(content, np.uint8)
    marks = np.flatnonzero((data == element) | (data == segment))
    last = np.flatnonzero(data.take(marks) == segment)
    first = np.empty_like(last)
    first[0] = 0
    np.add(last[:-1], 1, out=first[1:])
    count = last - first + 1
    offsets = np.empty(len(marks) + 2, np.int32)
    offsets[0] = 0
    np.subtract(marks.astype(np.int32), np.arange(len(marks), dtype=np.int32), out=offsets[1:-1])
    line_ends = np.count_nonzero(data == line_end)
    if line_ends:
        behind = np.count_nonzero(data.take(marks.take(last) + 1, mode="clip") == line_end)
        if behind != line_ends or line_ends < len(last) - 1:
            return None
        offsets[1:-1] -= np.repeat(np.arange(len(count), dtype=np.int32), count)
    offsets[-1] = offsets[-2]
    return Elements.of(content.translate(None, bytes((element, segment, line_end))), offsets, first, count)


def components(texts: pa.StringArray, separator: int) -> Elements:
    """Composite elements as segments of their components: what is not there is at `absent`, too."""
    rows = len(texts)
    _, offset_buffer, content = texts.buffers()
    offsets = np.frombuffer(offset_buffer, np.int32)[texts.offset : texts.offset + rows + 1]
    data = bytes(content)[offsets[0] : offsets[-1]] if content is not None else b""
    ends = (offsets[1:] - offsets[0]).astype(np.int64)
    marks = np.flatnonzero(np.frombuffer(data, np.uint8) == separator)
    before = np.searchsorted(marks, ends)  # separators before the end of each row
    last = before + np.arange(rows)
    merged = np.empty(len(marks) + rows + 2, np.int32)
    merged[0] = 0
    inner = np.ones(len(marks) + rows, np.bool_)
    inner[last] = False
    body = merged[1:-1]
    body[last] = ends - before
    body[inner] = marks - np.arange(len(marks))
    merged[-1] = merged[-2]
    first = np.concatenate((np.zeros(1, np.int64), last[:-1] + 1)) if rows else last
    return Elements.of(data.translate(None, bytes((separator,))), merged, first, last - first + 1)
