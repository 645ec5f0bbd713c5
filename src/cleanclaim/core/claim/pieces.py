"""What an 837 is read in: a level (HL) or a claim (CLM) with what belongs to it, wherever in the file that stands."""

import re
from functools import cached_property
from itertools import accumulate
from typing import Protocol

from msgspec import Struct

from cleanclaim.core.x12 import Delimiters

WITHIN = frozenset({"HL", "CLM", "LX"})
"""What opens no part of the stream: a part is cut here."""


class Part(Protocol):
    """Segments that follow each other."""

    @property
    def name(self) -> str:
        """Of the opener with which it begins: ST, SE; empty for a part of another beginning."""

    @property
    def text(self) -> str:
        """The segments as sent, each with its terminator."""

    @property
    def number(self) -> int:
        """Of the first of them in its interchange."""

    def offset(self, number: int) -> int:
        """The byte of the file at which a segment starts."""


class Cut:
    """A part in pieces: what stands before the first HL or CLM, then each of them with what belongs to it.

    The first has a terminator before each of its segments, the others one between them.
    """

    def __init__(self, part: Part, delimiters: Delimiters) -> None:
        self.part, self.end = part, delimiters.segment
        self.pieces = _pieces(part.text, delimiters)

    @cached_property
    def numbers(self) -> list[int]:
        """Of the first segment of each piece, in its interchange."""
        first, *others = [piece.count(self.end) for piece in self.pieces]
        number = self.part.number
        return [number, *accumulate([count + 1 for count in others[:-1]], initial=number + first)]


class Piece(Struct):
    """One of a cut."""

    text: str
    cut: Cut
    at: int

    @property
    def texts(self) -> list[str]:
        """Its segments."""
        return self.text.split(self.cut.end)

    @property
    def number(self) -> int:
        """Of the first of them in its interchange."""
        return self.cut.numbers[self.at]

    def offset(self, number: int) -> int:
        """The byte of the file at which a segment starts."""
        return self.cut.part.offset(number)


def _pieces(text: str, delimiters: Delimiters) -> list[str]:
    end, element = delimiters.segment, delimiters.element
    whole = f"{end}{text}"
    if f"{end}HL{end}" in whole or f"{end}CLM{end}" in whole:
        pieces = re.split(f"{re.escape(end)}(?=(?:HL|CLM)[{re.escape(element)}{re.escape(end)}])", whole)
        return [*pieces[:-1], pieces[-1].removesuffix(end)]
    pieces = []
    level, claim = f"HL{element}", f"CLM{element}"
    for run in whole[:-1].split(f"{end}{level}"):
        own, *claims = run.split(f"{end}{claim}")
        pieces.append(f"{level}{own}" if pieces else own)
        pieces += [f"{claim}{text}" for text in claims]
    return pieces
