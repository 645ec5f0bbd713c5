"""Valid transactions made from the tables of a guide: every loop, segment and element it allows, as much as is asked.

A transaction is decided by three things that hypothesis draws and shrinks: how full it is (0: what the guide requires,
1: all it allows), how often things repeat, and a seed.
"""

from collections.abc import Iterator
from random import Random

from hypothesis import strategies as st
from msgspec import Struct
from tests.builders.guide_values import a_value
from tests.builders.relations import related

from cleanclaim.core.x12 import Envelope, Row, write_interchange
from cleanclaim.core.x12.guide import ElementUse, Guide, Loop, LoopUse, SegmentUse
from cleanclaim.core.x12.syntax import ElementType, segment_types

_FULLNESS = (0.0, 0.1, 0.3, 0.6, 1.0)
_OFTEN = (1, 2, 3)
_ENOUGH = 150  # segments, after which nothing more is repeated


def transactions(guide: Guide) -> st.SearchStrategy[list[Row]]:
    """The rows between ST and SE of valid transactions; sums need not hold."""
    return st.builds(
        lambda fullness, often, seed: made(guide, fullness=fullness, often=often, seed=seed),
        st.sampled_from(_FULLNESS),
        st.sampled_from(_OFTEN),
        st.integers(0, 2**32),
    )


def made(guide: Guide, *, fullness: float, often: int, seed: int) -> list[Row]:
    """One transaction; the same arguments give the same rows."""
    return list(_Maker(guide, fullness, often, Random(seed)).loop(guide.root, ""))


def interchange(guide: Guide, rows: list[Row], envelope: Envelope) -> bytes:
    """The transaction as a file."""
    return write_interchange(envelope, guide.functional, guide.published, [(guide.transaction, rows)])


class _Made(Struct):
    """Rows of a loop, whatever its inner loops made so far could hold, and whether a level stands below it."""

    rows: list[Row]
    taken: set[str]
    has_levels: bool = False


class _Maker:
    """Walks a guide once and writes what it draws."""

    def __init__(self, guide: Guide, fullness: float, often: int, random: Random) -> None:
        self._guide, self._fullness, self._often, self._random = guide, fullness, often, random
        self._levels = self._written = 0

    def loop(self, loop: Loop, parent: str, *, number: int = 1) -> Iterator[Row]:
        """A loop: its own segments, then what stands in it.  `parent` is the HL above, `number` its place."""
        level = parent
        if loop.opening.name == "HL" and isinstance(loop.items[0], SegmentUse):
            self._levels += 1
            level = str(self._levels)
        made = _Made([], set())
        for item in loop.items:
            for count in range(1, self._times(item, loop, made) + 1):
                if isinstance(item, LoopUse):
                    made.taken.update(_inside(item.loop))
                    made.has_levels |= item.name == "HL"
                    made.rows += self.loop(item.loop, level, number=count)
                else:
                    made.rows.append(self._segment(item, number))
        if level != parent:
            made.rows[0] = _level(loop.opening, level, parent, has_levels=made.has_levels)
        return iter(made.rows)

    def _times(self, item: SegmentUse | LoopUse, loop: Loop, made: _Made) -> int:
        is_opening = item is loop.items[0]
        if isinstance(item, LoopUse) and not made.taken.isdisjoint(_inside(item.loop)):
            return 0  # claims or events stand under the subscriber or under a dependent, not under both
        if "LS" in loop.by_name and item.name in {"NM1", "LE"}:  # a bounded loop stands between its bounds
            return int(any(row[0] == "LS" for row in made.rows))
        if not item.is_required and not self._is_there() and not self._is_needed(item, loop, made):
            return 0
        may_repeat = not is_opening and self._written < _ENOUGH
        return self._random.randint(1, min(item.most, self._often)) if may_repeat else 1

    def _is_there(self) -> bool:
        return self._random.random() < self._fullness

    def _is_needed(self, item: SegmentUse | LoopUse, loop: Loop, made: _Made) -> bool:
        """The last level that can stand below an HL that must have one."""
        if item.name != "HL" or made.has_levels:
            return False
        child = loop.opening.elements.get(4)
        last = [one for one in loop.items if isinstance(one, LoopUse) and one.name == "HL"][-1]
        return child is not None and child.codes == {"1"} and item is last

    def _segment(self, use: SegmentUse, number: int) -> Row:
        self._written += 1
        syntax = segment_types()[use.name]
        there = related(self._positions(use.elements) or {min(use.elements)}, use.elements, syntax, self._random)
        row: list[object] = [use.name]
        for position in range(1, max(there, default=0) + 1):
            row.append(self._element(use, position, row, syntax.elements) if position in there else "")
        if use.name == "LX":
            row[1] = str(number)
        return tuple(row)

    def _positions(self, uses: dict[int, ElementUse]) -> set[int]:
        return {position for position, use in uses.items() if use.is_required or self._is_there()}

    def _element(self, use: SegmentUse, position: int, row: list, types: tuple[ElementType, ...]) -> object:
        kind, element = types[position - 1], use.elements[position]
        if kind.parts:
            return self._composite(use.name, position, element, kind)
        texts = [
            a_value(f"{use.name}{position:02d}", kind, element, row[1:], self._random)
            for _ in range(self._random.randint(1, min(kind.repeats, self._often)))
        ]
        return texts if len(texts) > 1 else texts[0]

    def _composite(self, name: str, position: int, use: ElementUse, kind: ElementType) -> tuple[str, ...]:
        there = self._positions(use.parts) or {min(use.parts)}
        for at, part in enumerate(kind.parts, start=1):
            if part.format_at and {at, part.format_at} & there:
                there |= {at, part.format_at} & set(use.parts)
        texts: list[str] = []
        for at in range(1, max(there) + 1):
            place = f"{name}{position:02d}-{at}"
            is_there = at in there
            texts.append(a_value(place, kind.parts[at - 1], use.parts[at], texts, self._random) if is_there else "")
        return tuple(texts)


def _inside(loop: Loop) -> Iterator[str]:
    """The loop and whatever can stand in it."""
    yield loop.id
    for item in loop.items:
        if isinstance(item, LoopUse):
            yield from _inside(item.loop)


def _level(use: SegmentUse, number: str, parent: str, *, has_levels: bool) -> Row:
    (kind,) = use.elements[3].codes
    child = str(int(has_levels)) if 4 in use.elements else ""
    return ("HL", number, parent, kind, child)
