"""What every interchange is made of: delimiters, segments, envelopes, transactions."""

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol

from msgspec import Struct

from cleanclaim.core.x12.errors import X12Error


class Delimiters(Struct, frozen=True):
    """The four characters that ISA declares.  `repetition` is empty before version 00402."""

    element: str = "*"
    component: str = ":"
    repetition: str = "^"
    segment: str = "~"


class Segment(Struct, frozen=True, gc=False):
    """One segment as its texts; `elements[0]` is its name.  `number` counts from 1 at ISA."""

    number: int
    elements: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.elements[0]

    def __getitem__(self, position: int) -> str:
        """The text of element `position` (segment["NM1"][9] is NM109), empty when it is not there."""
        return self.elements[position] if position < len(self.elements) else ""

    def components(self, position: int, delimiters: Delimiters) -> tuple[str, ...]:
        """The components of a composite element; one empty text when it is not there."""
        return tuple(self[position].split(delimiters.component))

    def repeats(self, position: int, delimiters: Delimiters) -> tuple[str, ...]:
        """The repetitions of an element; none when it is empty."""
        text = self[position]
        if not text:
            return ()
        return tuple(text.split(delimiters.repetition)) if delimiters.repetition else (text,)


class Place(Protocol):
    """Segments that follow each other from number `number` on, and the byte of the file at which each starts."""

    number: int

    def offset(self, number: int) -> int: ...


def offset_in(places: Sequence[Place], number: int) -> int:
    """The byte of the file at which segment `number` starts, in the last of the places that begins before it, or 0."""
    count = bisect_right(places, number, key=attrgetter("number"))
    return places[count - 1].offset(number) if count else 0


class InterchangeHeader(Struct, frozen=True):
    """ISA, its texts without padding."""

    sender_qualifier: str
    sender: str
    receiver_qualifier: str
    receiver: str
    date: str  # YYMMDD as sent
    time: str  # HHMM as sent
    control_number: str  # ISA13 with its zeros
    usage: str = "P"  # P production, T test
    acknowledgment_requested: str = "0"  # ISA14: 1 asks for a TA1
    version: str = "00501"
    delimiters: Delimiters = Delimiters()


class Group(Struct, frozen=True):
    """GS."""

    functional_code: str  # HC, HP, FA, HN, HS, HB …
    sender: str
    receiver: str
    control_number: str
    version: str  # GS08
    date: str = ""  # CCYYMMDD as sent
    time: str = ""


class Transaction(Struct, frozen=True):
    """ST … SE with the envelope around it."""

    kind: str  # ST01: "837"
    version: str  # ST03, else GS08
    control_number: str  # ST02
    segments: tuple[Segment, ...]  # ST to SE, both included
    group: Group
    interchange: InterchangeHeader
    file: str = ""
    problems: tuple[X12Error, ...] = ()  # what is wrong with the envelope around it
    parts: "tuple[Place, ...]" = ()  # where its segments stand in the file

    def offset(self, segment: Segment) -> int:
        """The byte of the file, counted from 0, at which the segment starts; 0 for a transaction made by hand."""
        return offset_in(self.parts, segment.number)

    def position(self, segment: Segment) -> int:
        """The segment's place counted from 1 at ST, as a 999 gives it."""
        return segment.number - self.segments[0].number + 1


class Interchange(Struct, frozen=True):
    """ISA … IEA, whole: for small files, and for those that hold only a TA1."""

    header: InterchangeHeader
    transactions: tuple[Transaction, ...] = ()
    acknowledgments: tuple[Segment, ...] = ()  # TA1
    problems: tuple[X12Error, ...] = ()  # what is wrong with its own envelope, its transactions' problems not repeated
    file: str = ""
