"""What a guide uses: elements, segments and loops at their places."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

_SAME_PLACE = 1  # items after the first: the one that opens the loop is of no group


class ElementUse(Struct, frozen=True):
    """What a guide asks of an element or component it uses."""

    is_required: bool
    codes: frozenset[str] = frozenset()  # empty: any value
    parts: "dict[int, ElementUse]" = {}


Qualifier = tuple[int, int, frozenset[str]]
"""Element, component (0 for none) and the codes there that tell a segment from its siblings; element 0: none does."""


class SegmentUse(Struct, frozen=True):
    """A segment at its place in a loop."""

    name: str
    is_required: bool
    most: int
    elements: dict[int, ElementUse]
    qualifier: Qualifier = (0, 0, frozenset())

    @property
    def qualifiers(self) -> Iterator[Qualifier]:
        """Whatever could tell it from its siblings, first to last."""
        for position, use in self.elements.items():
            first = use.parts.get(1)
            if use.codes:
                yield position, 0, use.codes
            elif first and first.codes:
                yield position, 1, first.codes


class LoopUse(Struct, frozen=True):
    """A loop at its place in another."""

    loop: "Loop"
    is_required: bool
    most: int

    @property
    def name(self) -> str:
        return self.loop.opening.name


Item = SegmentUse | LoopUse


class Loop(Struct, frozen=True):
    """Its items in order; neighbors that start with the same segment are of one group and stand in any order."""

    id: str
    title: str
    items: tuple[Item, ...]
    groups: tuple[int, ...]  # for each item
    by_name: dict[str, tuple[int, ...]]  # segment name → its items

    @property
    def opening(self) -> SegmentUse:
        first = self.items[0]
        return first if isinstance(first, SegmentUse) else first.loop.opening


def spliced(loop: Loop, identifiers: Sequence[str]) -> Loop:
    """The loop with the items of inner ones in their place, as one loop."""
    items: list[Item] = []
    for item in loop.items:
        is_taken_in = isinstance(item, LoopUse) and item.loop.id in identifiers
        items += spliced(item.loop, identifiers).items if isinstance(item, LoopUse) and is_taken_in else (item,)
    return loop_of(loop.id, loop.title, tuple(items))


def loop_of(identifier: str, title: str, items: tuple[Item, ...]) -> Loop:
    """A loop with its groups: neighbors that start with the same segment stand in any order."""
    groups: list[int] = []
    by_name: dict[str, tuple[int, ...]] = {}
    for index, item in enumerate(items):
        is_neighbor = index > _SAME_PLACE and items[index - 1].name == item.name
        groups.append(groups[-1] if is_neighbor else index)
        by_name[item.name] = (*by_name.get(item.name, ()), index)
    return Loop(identifier, title, items, tuple(groups), by_name)
