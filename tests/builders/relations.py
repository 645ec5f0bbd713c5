"""Which elements stand together: the syntax notes of a segment, made to hold."""

from collections.abc import Callable, Mapping
from random import Random

from cleanclaim.core.x12.guide import ElementUse
from cleanclaim.core.x12.syntax import SegmentType


def related(there: set[int], uses: Mapping[int, ElementUse], syntax: SegmentType, random: Random) -> set[int]:
    """The positions with whatever they need added and what they exclude left out; what is required stays."""
    before: set[int] | None = None
    while before != there:
        before = set(there)
        for relation in syntax.relations:
            _NOTES[relation.kind](there, relation.positions, uses, random)
    return there


def _paired(there: set[int], positions: tuple[int, ...], uses: Mapping[int, ElementUse], random: Random) -> None:
    if not there.isdisjoint(positions):
        _together(there, positions, uses)


def _one_at_least(there: set[int], positions: tuple[int, ...], uses: Mapping[int, ElementUse], random: Random) -> None:
    if there.isdisjoint(positions):
        there.add(next(position for position in positions if position in uses))


def _conditional(there: set[int], positions: tuple[int, ...], uses: Mapping[int, ElementUse], random: Random) -> None:
    if positions[0] in there:
        _together(there, positions, uses)


def _listed(there: set[int], positions: tuple[int, ...], uses: Mapping[int, ElementUse], random: Random) -> None:
    first, *others = positions
    usable = [position for position in others if position in uses]
    if first in there and there.isdisjoint(others):
        if usable:
            there.add(random.choice(usable))
        else:
            there.discard(first)


def _one_at_most(there: set[int], positions: tuple[int, ...], uses: Mapping[int, ElementUse], random: Random) -> None:
    some = [position for position in positions if position in there]
    keep = next((position for position in some if uses[position].is_required), some[0] if some else 0)
    there.difference_update(position for position in some if position != keep)


def _together(there: set[int], positions: tuple[int, ...], uses: Mapping[int, ElementUse]) -> None:
    """All of them, or none where the guide does not use one."""
    if set(positions) <= set(uses):
        there.update(positions)
    else:
        there.difference_update(positions)


_NOTES: dict[str, Callable[[set[int], tuple[int, ...], Mapping[int, ElementUse], Random], None]] = {
    "P": _paired,
    "R": _one_at_least,
    "C": _conditional,
    "L": _listed,
    "E": _one_at_most,
}
