"""Where on a claim a finding stands: the words on the screen, the path into the value, the money behind it."""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from msgspec import Struct

from cleanclaim.core.claim import Claim, Party, ServiceLine
from cleanclaim.core.x12 import Kept

_OF_CLAIM = "billing", "rendering", "referring", "supervising", "facility"
_OF_STAY, _OF_LINE = ("attending", "operating"), ("rendering", "ordering")
_of_claim, _of_stay, _of_line = attrgetter(*_OF_CLAIM), attrgetter(*_OF_STAY), attrgetter(*_OF_LINE)


class Place(Struct, frozen=True, gc=False):
    """A spot on a claim; `money` is what would not be paid, in cents."""

    where: str
    path: str
    money: int


def on_claim(claim: Claim, path: str, where: str = "claim") -> Place:
    """The whole claim is at stake."""
    return Place(where, path, claim.total_charge)


def on_line(claim: Claim, index: int, field: str) -> Place:
    """The line with this 0-based index; people read its number."""
    line = claim.lines[index]
    return Place(f"line {line.number}", f"lines[{index}].{field}", line.charge)


def on_diagnosis(claim: Claim, index: int) -> Place:
    """The diagnosis with this 0-based index, and the lines that point to it."""
    pointed = sum(line.charge for line in claim.lines if index + 1 in line.pointers)
    return Place(f"diagnosis {index + 1}", f"diagnoses[{index}]", pointed)


def on_person(claim: Claim, field: str) -> Place:
    """The patient, who may be the subscriber."""
    return on_claim(claim, f"{'patient' if claim.patient else 'subscriber'}.{field}", "patient")


def parties(claim: Claim, is_wanted: Callable[[Party], object] = lambda party: True) -> Iterator[tuple[Place, Party]]:
    """The wanted ones of all who have an NPI on the claim and its lines."""
    for name, party in zip(_OF_CLAIM, _of_claim(claim), strict=True):
        if party is not None and is_wanted(party):
            yield on_claim(claim, name, name), party
    if claim.institutional:
        for name, party in zip(_OF_STAY, _of_stay(claim.institutional), strict=True):
            if party is not None and is_wanted(party):
                yield on_claim(claim, f"institutional.{name}", name), party
    for index, line in enumerate(claim.lines):
        if line.rendering is None and line.ordering is None:
            continue
        for name, party in zip(_OF_LINE, _of_line(line), strict=True):
            if party is not None and is_wanted(party):
                place = on_line(claim, index, name)
                yield Place(f"{place.where} {name}", place.path, place.money), party


def people(claim: Claim) -> list[tuple[str, Party]]:
    """The same without their places, each by what they are on the claim: "billing", "ordering"."""
    found = [*zip(_OF_CLAIM, _of_claim(claim), strict=True)]
    if claim.institutional:
        found += zip(_OF_STAY, _of_stay(claim.institutional), strict=True)
    for line in claim.lines:
        if line.rendering or line.ordering:
            found += zip(_OF_LINE, _of_line(line), strict=True)
    return [each for each in found if each[1] is not None]


def lines_from(claim: Claim, number: str, *more: str) -> Iterator[tuple[int, ServiceLine]]:
    """Lines whose procedure is one of the given numbers, with their 0-based index."""
    wanted = {number, *more}
    return ((index, line) for index, line in enumerate(claim.lines) if line.procedure in wanted)


def said(rows: Sequence[Kept], place: int) -> str:
    """An element of the first of such segments, empty when it is not sent."""
    return next((str(element) for row in rows[:1] for element in row[place : place + 1]), "")


def sent(also: Sequence[Kept], name: str, first: str = "") -> tuple[Kept, ...]:
    """Segments that no field of the value holds, by name and, if given, first element: DTP with "090"."""
    return tuple(row for row in also if row[:1] == (name,) and (not first or row[1:2] == (first,)))
