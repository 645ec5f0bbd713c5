"""From a value to rows, by the rows of its class."""

from collections.abc import Iterator, Sequence
from typing import Any

from cleanclaim.core import money
from cleanclaim.core.x12.arrange import arranged
from cleanclaim.core.x12.encoder import Element, Row
from cleanclaim.core.x12.mapping.period import day_text, texts_of
from cleanclaim.core.x12.mapping.template import Cell, Inner, Line, Slot, plan_of


def loop_rows(value: Any, guide: str, opening: Sequence[Row] = ()) -> list[Row]:
    """The rows of a loop and of those inside, in the guide's order; `opening` (HL) stands before them."""
    plan = plan_of(type(value), guide)
    also = getattr(value, "also", ())
    own, inside = list(opening), list[Row]()
    for item in plan.items:
        if isinstance(item, Inner):
            if hasattr(item.cls, "level"):
                continue
            rows = [row for one in _values(value, item) for row in loop_rows(one, guide)]
            (inside if also and _is_loop(item) else own).extend(rows)
        elif _is_written(item, value):
            own.append(_row(value, item))
    rows = [*own, *also, *inside]
    return arranged(rows, plan.order) if also and plan.order else rows


def _is_written(line: Line, value: Any) -> bool:
    """A segment that is a value of its own always; one that stands around values (LS, LE) with them."""
    if line.around:
        return bool(getattr(value, line.around))
    return line.is_always or not hasattr(type(value), "loop") or _has_content(value, line)


def _is_loop(inner: Inner) -> bool:
    return hasattr(inner.cls, "loop") and not hasattr(inner.cls, "level")


def _values(value: Any, inner: Inner) -> tuple[Any, ...]:
    found = getattr(value, inner.field)
    if inner.is_many:
        return tuple(found)
    return () if found is None else (found,)


def _has_content(value: Any, line: Line) -> bool:
    return any(getattr(value, slot.field) not in (None, "", ()) for slot in line.slots)


def _row(value: Any, line: Line) -> Row:
    elements: list[Element] = [line.name]
    for _, cell in line.cells:
        if isinstance(cell, tuple):
            elements.append(_composite(value, cell))
        elif isinstance(cell, Slot) and cell.kind == "repeats":
            repeats = list(getattr(value, cell.field))
            elements.append(repeats if len(repeats) > 1 else "".join(repeats))
        elif isinstance(cell, Slot) and cell.kind == "composites":
            some = [parts if len(parts) > 1 else "".join(parts) for parts in getattr(value, cell.field)]
            elements += [*some, *[""] * cell.width][: cell.width]
        else:
            elements += _texts(value, cell)
    return tuple(elements)


def _composite(value: Any, cells: Sequence[Cell]) -> Element:
    parts = [text for cell in cells for text in _texts(value, cell)]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts) if len(parts) > 1 else "".join(parts)


def _texts(value: Any, cell: Cell) -> Iterator[str]:
    """The texts of one cell, as many as its width."""
    if not isinstance(cell, Slot):
        yield cell if isinstance(cell, str) else ""
        return
    found = getattr(value, cell.field)
    match cell.kind:
        case "cents":
            yield "" if found is None else money.x12(found)
        case "day":
            yield day_text(found) if found else ""
        case "dated":
            yield from ("D8", day_text(found)) if found else ("", "")
        case "period":
            yield from texts_of(found) if found else ("", "")
        case "spread":
            yield from [*found, *[""] * cell.width][: cell.width]
        case _:
            yield found
