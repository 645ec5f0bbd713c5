"""Typed elements of a segment, with their place in the error: amounts, dates; and segments cut into loops."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from cleanclaim.core import money
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.x12.errors import MalformedSegment, X12Error
from cleanclaim.core.x12.segment import Segment


def amount(segment: Segment, position: int, *, loop: str) -> int:
    """Cents at `position`; MalformedSegment with its place when they are missing or not an amount."""
    try:
        return money.cents(segment[position])
    except MalformedAmount as error:
        message = str(error) if segment[position] else "an amount is missing here"
        raise malformed(segment, position, message, loop=loop) from None


def amount_if_given(segment: Segment, position: int, *, loop: str) -> int | None:
    """As `amount`, but None for an empty element."""
    return amount(segment, position, loop=loop) if segment[position] else None


def day(segment: Segment, position: int, *, loop: str) -> date | None:
    """A CCYYMMDD date, None when empty."""
    text = segment[position]
    if not text:
        return None
    found = day_of(text)
    if found is None:
        raise malformed(segment, position, f"{text!r} is not a date (CCYYMMDD)", loop=loop)
    return found


def day_of(text: str) -> date | None:
    """The date of a CCYYMMDD text, None when it is not one."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def malformed(segment: Segment, position: int, message: str, *, loop: str) -> MalformedSegment:
    """The error that says where the element stands and what it holds."""
    return MalformedSegment(
        message,
        segment=segment.number,
        loop=loop,
        element=f"{segment.id}{position:02d}",
        value=segment[position],
    )


def references(segments: Iterable[Segment]) -> tuple[tuple[str, str], ...]:
    """(REF01, REF02) of every REF."""
    return tuple((segment[1], segment[2]) for segment in segments if segment.id == "REF")


def split(segments: Iterable[Segment], opener: str) -> list[list[Segment]]:
    """The segments cut before each `opener`; the first part is what stands before any."""
    parts: list[list[Segment]] = [[]]
    for segment in segments:
        if segment.id == opener:
            parts.append([])
        parts[-1].append(segment)
    return parts


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Errors raised inside say which file they are about."""
    try:
        yield
    except X12Error as error:
        error.file = error.file or file
        raise
