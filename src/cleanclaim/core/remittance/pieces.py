"""What an 835 is read in: an opener (LX, CLP, PLB) with what belongs to it, wherever in the file that stands."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Protocol

from msgspec import Struct

from cleanclaim.core.x12 import Delimiters


class Part(Protocol):
    """Segments that follow each other; CLP opens no part of its own."""

    @property
    def name(self) -> str:
        """Of the opener with which it begins: LX, PLB, ST, SE; empty for a part of another beginning."""

    @property
    def text(self) -> str:
        """The segments as sent, each with its terminator."""

    @property
    def number(self) -> int:
        """Of the first of them in its interchange."""

    def offset(self, number: int) -> int:
        """The byte of the file at which a segment starts."""


class Piece(Struct):
    """Segments of a part, the first of them number `number` of the interchange."""

    text: str
    number: int
    offset: Callable[[int], int]


class Claims:
    """The claims of a part: claim `at` stands in its text from `starts[at]` to `starts[at + 1]`."""

    def __init__(self, part: Part, starts: Sequence[int], delimiters: Delimiters) -> None:
        self._part, self._text, self._starts, self._end = part, part.text, starts, delimiters.segment
        self._seen, self._number = 0, part.number + self._text.count(self._end, 0, starts[0])
        self.last = len(starts) - 2

    def texts(self) -> Iterator[str]:
        """Of each claim but the last."""
        return map(self._text.__getitem__, map(slice, self._starts[:-2], self._starts[1:]))

    def piece(self, at: int) -> Piece:
        """Claim `at`, not before the one that was asked for last."""
        start, end = self._starts[at], self._starts[at + 1]
        self._number += self._text.count(self._end, self._starts[self._seen], start)
        self._seen = at
        return Piece(self._text[start:end], self._number, self._part.offset)


def claim_starts(text: str, delimiters: Delimiters) -> list[int]:
    """Where the claims of a part start, then where the last one ends."""
    end, opener = delimiters.segment, f"CLP{delimiters.element}"
    behind, starts = f"{end}{opener}", [0] if text.startswith(opener) else []
    if f"CLP{end}" in text:
        empty = re.compile(rf"(?<![^{re.escape(end)}])CLP[{re.escape(delimiters.element)}{re.escape(end)}]")
        starts = [match.start() for match in empty.finditer(text)]
    else:
        at = text.find(behind)
        while at >= 0:
            starts.append(at + 1)
            at = text.find(behind, at + 1)
    return [*starts, len(text)]


def texts_of(pieces: Sequence[Piece], delimiters: Delimiters) -> list[str]:
    """Their segments, without terminators."""
    return list(chain.from_iterable(piece.text.split(delimiters.segment)[:-1] for piece in pieces))
