"""The rows of a class, compiled: which element goes into which field, and which loops stand inside."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, get_args, get_type_hints

from msgspec import Struct

from cleanclaim.core.x12.guide import Loop, guide, spliced
from cleanclaim.core.x12.mapping.period import Period
from cleanclaim.core.x12.segment import Delimiters, Segment

_SLOT = re.compile(r"\{(\w+)(?:#(\d+)(\+)?|(\^)|(\|D8))?\}")
_KINDS = {str: "text", int: "cents", date: "day", Period: "period"}
_TWO_ELEMENTS = {"dated", "period"}


class Slot(Struct, frozen=True):
    """A field in its place: text, cents, day, dated (behind D8), period, repeats, spread or composites (`width`)."""

    field: str
    kind: str
    width: int = 1


Cell = str | Slot | tuple[str | Slot, ...]
"""A fixed text, a field, or a composite of them."""


class Line(Struct, frozen=True):
    """One segment: cells by position, each at the element it begins with; `last` is the last it may fill."""

    name: str
    cells: tuple[tuple[int, Cell], ...]
    last: int
    is_always: bool = False  # written even when every field is empty
    around: str = ""  # the field beside whose values it stands, when it has none of its own (LS, LE)

    @property
    def slots(self) -> Iterator[Slot]:
        for _, cell in self.cells:
            yield from (one for one in (cell if isinstance(cell, tuple) else (cell,)) if isinstance(one, Slot))

    def fits(self, segment: Segment, delimiters: Delimiters) -> bool:
        """Whether the segment is this one, with nothing that has no place here."""
        if segment.id != self.name or any(segment.elements[self.last + 1 :]):
            return False
        for position, cell in self.cells:
            if isinstance(cell, str) and segment[position] != cell:
                return False
            if isinstance(cell, tuple) and not _fits_parts(cell, segment.components(position, delimiters)):
                return False
        return True


class Inner(Struct, frozen=True):
    """Values of another class: of an inner loop, of a level below, or of a segment that repeats."""

    field: str
    cls: type[Any]
    is_many: bool


class Plan(Struct, frozen=True):
    """Everything about one class in one guide."""

    cls: type[Any]
    items: tuple[Line | Inner, ...]  # in the order they are written
    names: frozenset[str]  # of its own segments and of those inside
    order: Loop | None  # the guide's loop, for what is kept besides; None: a segment

    @property
    def lines(self) -> Iterator[Line]:
        return (item for item in self.items if isinstance(item, Line))

    @property
    def inner(self) -> Iterator[Inner]:
        return (item for item in self.items if isinstance(item, Inner))

    def is_of(self, segment: Segment, delimiters: Delimiters) -> bool:
        """Whether the segment begins a value of this class, and none of another."""
        if self.order is None:
            return next(self.lines).fits(segment, delimiters)
        opening = self.order.opening
        position, component, codes = opening.qualifier
        text = segment.components(position, delimiters)[0] if component else segment[position]
        return segment.id == opening.name and (not position or text in codes)


_PLANS: dict[tuple[object, str], Plan] = {}


def plan_of(cls: type[Any], guide_name: str) -> Plan:
    """The rows of a class, compiled once."""
    key = cls, guide_name
    if key not in _PLANS:
        _PLANS[key] = _plan(cls, guide_name)
    return _PLANS[key]


def _plan(cls: type[Any], guide_name: str) -> Plan:
    hints = get_type_hints(cls)
    items = tuple(_item(row, hints) for row in cls.rows)
    names = {item.name for item in items if isinstance(item, Line)}
    for item in items:
        if isinstance(item, Inner) and not hasattr(item.cls, "level"):
            names |= plan_of(item.cls, guide_name).names
    return Plan(cls, items, frozenset(names), _order(cls, guide_name))


def _order(cls: type[Any], guide_name: str) -> Loop | None:
    """The loop that the class stands for; of several the later are taken into the first."""
    if not hasattr(cls, "loop"):
        return None
    first, *others = cls.loop.split()
    named = first.split("|")  # one class for loops that two guides call differently
    loop = next(loop for loop in guide(guide_name).loops if loop.id in named)
    return spliced(loop, others)


def _item(row: str, hints: dict[str, Any]) -> Line | Inner:
    alone = _SLOT.fullmatch(row)
    if alone:
        return _inner(alone[1], hints[alone[1]])
    around, _, segment = row.rpartition(" ") if row.startswith("?") else ("", "", row)
    name, *elements = segment.removeprefix("!").split("*")
    cells: list[tuple[int, Cell]] = []
    position = 1
    for element in elements:
        cell = _cell(element, hints)
        cells.append((position, cell))
        position += _width(cell)
    return Line(name, tuple(cells), position - 1, row.startswith("!"), around.removeprefix("?"))


def _inner(field: str, hint: Any) -> Inner:
    kinds = get_args(hint)
    return Inner(field, kinds[0] if kinds else hint, is_many=Ellipsis in kinds)


def _cell(element: str, hints: dict[str, Any]) -> Cell:
    if ":" in element:
        return tuple(_slot(part, hints) for part in element.split(":"))
    return _slot(element, hints)


def _slot(text: str, hints: dict[str, Any]) -> str | Slot:
    match = _SLOT.fullmatch(text)
    if not match:
        return text
    field, width, composite, repeats, dated = match.groups()
    if width:
        return Slot(field, "composites" if composite else "spread", int(width))
    hint = hints[field]
    kind = "repeats" if repeats else "dated" if dated else _KINDS[(*get_args(hint), hint)[0]]
    return Slot(field, kind, 2 if kind in _TWO_ELEMENTS else 1)


def _width(cell: Cell) -> int:
    return cell.width if isinstance(cell, Slot) else 1


def _fits_parts(cells: Sequence[str | Slot], parts: Sequence[str]) -> bool:
    position = 0
    for cell in cells:
        if isinstance(cell, str) and (parts[position] if position < len(parts) else "") != cell:
            return False
        position += _width(cell)
    return len(parts) <= position
