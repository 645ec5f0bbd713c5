"""What an 835 is read in: an opener (LX, CLP, PLB) with what belongs to it, wherever in the file that stands."""

import re
from collections.abc import Callable, Sequence
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
    """The claims of a part, of which the first starts at segment `number`."""

    def __init__(self, texts: list[str], number: int, part: Part, end: str) -> None:
        self.texts, self._part, self._end = texts, part, end
        self._seen, self._number = 0, number

    def piece(self, at: int) -> Piece:
        """Claim `at`, not before the one that was asked for last."""
        self._number += sum(text.count(self._end) for text in self.texts[self._seen : at])
        self._seen = at
        return Piece(self.texts[at], self._number, self._part.offset)


def cut(text: str, delimiters: Delimiters) -> tuple[str, list[str]]:
    """What stands before the first CLP, and each claim."""
    end, element = delimiters.segment, delimiters.element
    whole = f"{end}{text}"
    if f"{end}CLP{end}" in whole:
        head, *claims = re.split(f"{re.escape(end)}(?=CLP[{re.escape(element)}{re.escape(end)}])", whole)
        claims = [f"{claim.removesuffix(end)}{end}" for claim in claims]
    else:
        head, *claims = whole[:-1].split(f"{end}CLP{element}")
        claims = [f"CLP{element}{claim}{end}" for claim in claims]
    return f"{head[1:].removesuffix(end)}{end}" if head else "", claims


def texts_of(pieces: Sequence[Piece], delimiters: Delimiters) -> list[str]:
    """Their segments, without terminators."""
    return list(chain.from_iterable(piece.text.split(delimiters.segment)[:-1] for piece in pieces))
