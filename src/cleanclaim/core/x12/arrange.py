"""Segments of a loop in the order of its guide."""

from collections.abc import Iterable, Sequence
from itertools import islice

from cleanclaim.core.x12.encoder import Row
from cleanclaim.core.x12.guide import Guide, Item, Loop, LoopUse, SegmentUse


def in_guide_order(rows: Sequence[Row], loop_id: str, guide: Guide) -> list[Row]:
    """The rows of one loop, its opening segment first, in the guide's order; those alike keep theirs.

    An inner loop moves as one, with all rows up to the next that opens another.  A segment that the guide does not know
    stays behind the one it follows.
    """
    loop = next(loop for loop in guide.loops if loop.id == loop_id)
    return arranged(rows, loop)


def arranged(rows: Sequence[Row], loop: Loop) -> list[Row]:
    """As `in_guide_order`, of a loop at hand."""
    inner = {item.name for item in loop.items[1:] if isinstance(item, LoopUse)}
    blocks: list[tuple[int, list[Row]]] = []
    within: frozenset[str] | None = None  # what belongs to the inner loop at hand
    for row in rows:
        name = str(row[0])
        opens = bool(blocks) and name in inner and name not in (within or ())
        if within is not None and not opens:
            blocks[-1][1].append(row)
            continue
        rank = _rank(row, loop, blocks[-1][0] if blocks else 0)
        item = loop.items[rank]
        within = _names(item.loop) if opens and isinstance(item, LoopUse) else None
        blocks.append((rank, [row]))
    blocks.sort(key=lambda block: block[0])
    return [row for _, block in blocks for row in block]


def _names(loop: Loop) -> frozenset[str]:
    """Every segment below the one that opens the loop."""
    inner = [item.loop for item in loop.items[1:] if isinstance(item, LoopUse)]
    return frozenset(item.name for item in loop.items[1:]).union(*map(_names, inner))


def _rank(row: Row, loop: Loop, otherwise: int) -> int:
    """The place of the item that the row is for: told by its qualifier, else the first of its name."""
    places = loop.by_name.get(str(row[0]), ())
    return next((at for at in places if _fits(row, _opening(loop.items[at]))), places[0] if places else otherwise)


def _opening(item: Item) -> SegmentUse:
    return item if isinstance(item, SegmentUse) else item.loop.opening


def _fits(row: Row, use: SegmentUse) -> bool:
    position, component, codes = use.qualifier
    element = row[position] if position < len(row) else ""
    if not isinstance(element, str):
        element = next(islice(_texts(element), max(component - 1, 0), None), "")
    return not position or element in codes


def _texts(element: Iterable[object]) -> Iterable[str]:
    return (part if isinstance(part, str) else "" for part in element)
