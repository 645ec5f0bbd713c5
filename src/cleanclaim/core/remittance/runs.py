"""Values that share a segment: neighbors alike in what the segment says once, at most six of them."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Protocol, TypeVar

MOST = 6  # reasons of a CAS, pairs of a PLB


class MayBeApart(Protocol):
    """What may begin a segment of its own although the one before it has room."""

    @property
    def apart(self) -> bool: ...


T = TypeVar("T", bound=MayBeApart)


def runs(values: Sequence[T], alike: Callable[[T], Hashable]) -> Iterator[list[T]]:
    """The values of each segment, in order."""
    run: list[T] = []
    for value in values:
        if run and (len(run) == MOST or value.apart or alike(value) != alike(run[0])):
            yield run
            run = []
        run.append(value)
    if run:
        yield run


def has_room(values: Sequence[T], alike: Callable[[T], Hashable]) -> bool:
    """Whether a value like the last one would share its segment."""
    *_, last = runs(values, alike)
    return len(last) < MOST
