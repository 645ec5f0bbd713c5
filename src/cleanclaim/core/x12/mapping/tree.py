"""Transactions that are trees of levels (HL): each level a value that holds those below it."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, TypeVar

from msgspec import Struct

from cleanclaim.core.x12.elements import reading, split
from cleanclaim.core.x12.encoder import Row
from cleanclaim.core.x12.mapping.reading import LoopReader
from cleanclaim.core.x12.mapping.template import Inner, plan_of
from cleanclaim.core.x12.mapping.writing import loop_rows
from cleanclaim.core.x12.segment import Segment, Transaction

Root = TypeVar("Root")


class _Node(Struct):
    """One HL with its own segments and the levels below it."""

    segments: list[Segment]
    below: list["_Node"]

    @property
    def kind(self) -> str:
        return self.segments[0][3]


def read_tree(transaction: Transaction, cls: type[Root], guide_name: str) -> Root:
    """The whole transaction; raises MalformedSegment, with its place, for an unreadable amount or day.

    A level belongs to the one that HL02 names, else to the last before it that can hold it.
    """
    with reading(transaction.file):
        own = [segment for segment in transaction.segments if segment.id not in {"ST", "SE"}]
        head, *levels = split(own, "HL")
        reader = _TreeReader(guide_name, LoopReader(guide_name, transaction.interchange.delimiters))
        root: Root = reader.read(cls, head, _hung(levels))
        return root


def write_tree(value: Any, guide_name: str) -> list[Row]:
    """The rows between ST and SE, levels numbered and HL04 told by what is below."""
    rows = loop_rows(value, guide_name)
    numbers = count(1)
    for inner in _levels(type(value), guide_name):
        for one in getattr(value, inner.field):
            rows += _level_rows(one, guide_name, "", numbers)
    return rows


class _TreeReader:
    def __init__(self, guide_name: str, reader: LoopReader) -> None:
        self._guide, self._reader = guide_name, reader

    def read(self, cls: type[Any], segments: Sequence[Segment], below: Sequence[_Node]) -> Any:
        """A level with those below it; a level that has no place here is kept as segments."""
        inner = {one.cls.level: one for one in _levels(cls, self._guide)}
        children: dict[str, list[Any]] = {one.field: [] for one in inner.values()}
        strays: list[Segment] = []
        for node in below:
            if node.kind in inner:
                one = inner[node.kind]
                children[one.field].append(self.read(one.cls, node.segments[1:], node.below))
            else:
                strays += _flat(node)
        also = tuple(self._reader.kept(segment) for segment in strays)
        some = {field: tuple(values) for field, values in children.items() if values}
        return self._reader.read(cls, segments, also=also, **some)


def _hung(levels: Sequence[list[Segment]]) -> list[_Node]:
    """The levels as trees."""
    top: list[_Node] = []
    known: dict[str, _Node] = {}
    for segments in levels:
        node = _Node(segments, [])
        parent = known.get(segments[0][2])
        (parent.below if parent else top).append(node)
        known[segments[0][1]] = node
    return top


def _flat(node: _Node) -> Iterator[Segment]:
    """Its segments and those of all levels below it, however deep."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield from one.segments
        waiting += reversed(one.below)


def _levels(cls: type[Any], guide_name: str) -> list[Inner]:
    return [inner for inner in plan_of(cls, guide_name).inner if hasattr(inner.cls, "level")]


def _level_rows(value: Any, guide_name: str, parent: str, numbers: "count[int]") -> list[Row]:
    number = str(next(numbers))
    below = [one for inner in _levels(type(value), guide_name) for one in getattr(value, inner.field)]
    has_child_code = _has_child_code(type(value), guide_name)
    level: Row = ("HL", number, parent, value.level, str(int(bool(below))) if has_child_code else "")
    rows = loop_rows(value, guide_name, [level])
    for one in below:
        rows += _level_rows(one, guide_name, number, numbers)
    return rows


def _has_child_code(cls: type[Any], guide_name: str) -> bool:
    """Whether the guide uses HL04 at this level."""
    order = plan_of(cls, guide_name).order
    return order is not None and 4 in order.opening.elements
