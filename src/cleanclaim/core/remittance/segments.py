"""What both the claims and the lines of an 835 carry: adjustments, amounts and dates."""

from collections.abc import Iterable, Sequence
from datetime import date

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.x12 import Segment
from cleanclaim.core.x12.elements import amount, day


def adjustments(segments: Iterable[Segment], *, loop: str) -> tuple[Adjustment, ...]:
    """The reasons of every CAS among the segments, in order; each has up to six of reason, amount and quantity."""
    found = []
    for segment in segments:
        if segment.id != "CAS":
            continue
        for position in range(2, 20, 3):
            if segment[position] or segment[position + 1]:
                cents = amount(segment, position + 1, loop=loop)
                found.append(Adjustment(segment[1], segment[position], cents, segment[position + 2]))
    return tuple(found)


def amounts(segments: Iterable[Segment], *, loop: str) -> tuple[tuple[str, int], ...]:
    """(AMT01, cents) of every AMT."""
    return tuple((s[1], amount(s, 2, loop=loop)) for s in segments if s.id == "AMT")


def first_day(segments: Iterable[Segment], qualifiers: Sequence[str], *, loop: str) -> date | None:
    """The date of the first DTM with one of these qualifiers."""
    return next((day(s, 2, loop=loop) for s in segments if s.id == "DTM" and s[1] in qualifiers), None)
