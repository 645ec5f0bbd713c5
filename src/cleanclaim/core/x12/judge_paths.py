"""Where a rule looks: `REF*F8`, `CLM11-1..3`, `HI01..12-2*ABF`, `CAS02,05`, `2400.SV102`, `2310A`, seen from a loop.

A segment may be narrowed by its first element (`REF*F8`, `REF02*F8`); a loop named in front is looked for inside the
one that the rule is about, then around it.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from cleanclaim.core.x12.judge_frame import Frame, Row
from cleanclaim.core.x12.judge_plan import Node, Slot
from cleanclaim.core.x12.judge_walk import Walk

_PATH = re.compile(
    r"(?:(\w+)\.)?([A-Z][A-Z0-9]*?)(?:(\d\d(?:,\d\d)*)(?:\.\.(\d\d))?(?:-(\d)(?:\.\.(\d))?)?)?(?:\*([\w|]+))?", re.ASCII
)
_Reader = Callable[[Frame, Walk], Sequence[str]]
_MEMO = 5_000
_LOOP = re.compile(r"\d{4}[A-Z]*", re.ASCII)


class NoSuchPlace(LookupError):
    """The guide has no such loop, segment or element here."""


class Value(Struct, frozen=True, gc=False):
    """An element's text, and where it stands: "09", "01-2"."""

    text: str
    row: Row
    loop: str
    element: str


class Path:
    """A place seen from the loop `node`."""

    def __init__(self, text: str, node: Node) -> None:
        match = _PATH.fullmatch(text)
        loop = text if _LOOP.fullmatch(text) else match[1] if match else None
        if not loop and not match:
            raise NoSuchPlace(text)
        self._start = node
        self.text, self.is_loop = text, _LOOP.fullmatch(text) is not None
        self._ups, self._downs = _way(node, loop) if loop else (0, [])
        self.node = self._downs[-1] if self._downs else _above(node, self._ups)
        self.bits, self._slots, self.indexes = 0, list[Slot](), tuple[int, ...]()
        self._is_narrowed = self._only = False
        self._index = -1  # of the only segment
        self._held: tuple[Row | None, Sequence[str]] = None, ()  # what was read last
        self._position = 0  # the only one, where it is an element and no component
        self.positions, self.parts, self.codes = tuple[int, ...](), range(0), frozenset[str]()
        self.reach = slice(0)  # the same positions
        self._known: dict[str, tuple[str, ...]] = {}  # components of composites
        if self.is_loop:
            self._watch_loop(node)
        elif match:
            self._watch(match)
        self.is_near = not self._ups and not self._downs
        self._own_texts: _Reader = self._texts if not self._only else self._element if self._position else self._segment
        self.texts: _Reader = (
            self._texts_inside if self._downs else self._texts_around if self._ups else self._own_texts
        )
        """What stands there, empty texts left out: the quick way, for what is mostly right."""
        for kept in self._downs:
            kept.is_kept = True

    def _watch_loop(self, node: Node) -> None:
        """A loop is there when its place in the one around it was seen; one around `node` always is."""
        self.bits = 1
        if self._downs:
            child = self._downs.pop()
            self.node = self._downs[-1] if self._downs else _above(node, self._ups)
            self.bits = next(slot.bit for slot in self.node.slots if slot.child is child)

    def _watch(self, match: re.Match[str]) -> None:
        name, first, codes = match.group(2, 3, 7)
        self.name = name
        self.codes = frozenset(codes.split("|")) if codes else frozenset()
        self._slots = [slot for slot in self.node.slots if self._is_meant(slot, name)]
        if not self._slots:
            raise NoSuchPlace(f"{match[0]} in {self.node.id}")
        self.bits = sum(slot.bit for slot in self._slots)
        self.indexes = tuple(slot.index for slot in self._slots)
        told = [slot.use.qualifier for slot in self._slots]
        self._is_narrowed = bool(self.codes) and not all(q[0] == 1 and q[2] <= self.codes for q in told)
        self._only, self._index = len(self._slots) == 1 and not self._is_narrowed, self.indexes[0]
        if first:
            self._watch_elements(match)
        for slot in self._slots:
            slot.is_watched = True

    def _watch_elements(self, match: re.Match[str]) -> None:
        """Elements, and components of theirs; the guide uses at least one of them."""
        first, last, part, until = match.group(3, 4, 5, 6)
        listed = [int(position) for position in first.split(",")]
        self.positions = tuple(range(listed[0], int(last) + 1) if last else listed)
        step = self.positions[1] - self.positions[0] if len(self.positions) > 1 else 1
        self.reach = slice(self.positions[0], self.positions[-1] + 1, step)
        assert self.positions == tuple(range(1_000)[self.reach]), f"{match[0]}: not evenly apart"
        self.parts = range(int(part), int(until or part) + 1) if part else range(1)
        self._position = self.positions[0] if len(self.positions) == 1 and not part else 0
        if not any(position in slot.use.elements for slot in self._slots for position in self.positions):
            raise NoSuchPlace(f"{match[0]} in {self.node.id}")

    def _is_meant(self, slot: Slot, name: str) -> bool:
        if slot.use.name != name or slot.child:
            return False
        return not self.codes or slot.use.qualifier[0] != 1 or bool(self.codes & slot.use.qualifier[2])

    def frames(self, frame: Frame) -> Iterator[Frame]:
        """The loops that the path leads to."""
        if self.is_near:
            yield frame
            return
        above: Frame | None = frame
        for _ in range(self._ups):
            above = above.parent if above else None
        if above is None:
            return
        if len(self._downs) == 1:
            yield from (above.children or {}).get(self._downs[0], ())
        else:
            yield from _below(above, self._downs)

    @property
    def gate(self) -> int:
        """What a loop must have seen for the path to lead to anything; 0 when that cannot be told."""
        if self.is_near:
            return self.bits
        return 0 if self._ups else next(slot.bit for slot in self._start.slots if slot.child is self._downs[0])

    def is_there(self, frame: Frame, walk: Walk) -> bool:
        """Whether the path leads to anything."""
        if self.positions:
            return bool(self.texts(frame, walk))
        if self._is_narrowed:
            return self.segment(frame, walk) is not None
        if self.is_near:
            return frame.mask & self.bits > 0
        return any(one.mask & self.bits for one in self.frames(frame))

    def found(self, frame: Frame, walk: Walk) -> Row | Value | None:
        """The first that is there: element, segment, or of a loop the segment before it; None for nothing."""
        if self.positions:
            return next(self.values(frame, walk), None)
        if not self.is_loop:
            return self.segment(frame, walk)
        return next((one.opening for one in self.frames(frame) if one.mask & self.bits), None)

    def segment(self, frame: Frame, walk: Walk) -> Row | None:
        """The first segment in which the element could stand."""
        return next((row for one in self.frames(frame) for row in self.rows(one, walk)), None)

    def may_hold(self, codes: frozenset[str]) -> bool:
        """Whether the guide allows one of these codes here."""
        for slot in self._slots:
            for position in self.positions:
                use = slot.use.elements.get(position)
                use = use.parts.get(self.parts[0]) if use and self.parts[0] else use
                if use and (not use.codes or use.codes & codes):
                    return True
        return not self.positions

    @property
    def leads_to(self) -> tuple[str, str]:
        """The loop, and the segment that is looked for."""
        if not self.is_loop:
            return self.node.id, self.name
        child = next((slot.child for slot in self.node.slots if slot.bit == self.bits and slot.child), self.node)
        return child.id, child.loop.opening.name

    def rows(self, frame: Frame, walk: Walk) -> Iterator[Row]:
        """The segments in one of `frames`."""
        for index in self.indexes:
            for row in frame.rows.get(index, ()):
                if not self._is_narrowed or self._has_code(row, walk):
                    yield row

    def _has_code(self, row: Row, walk: Walk) -> bool:
        elements = row.elements(walk.separator)
        return len(elements) > 1 and elements[1].partition(walk.component)[0] in self.codes

    def _texts_around(self, frame: Frame, walk: Walk) -> Sequence[str]:
        above = frame.parent
        for _ in range(self._ups - 1):
            above = above.parent if above else None
        return self._own_texts(above, walk) if above else ()

    def _texts_inside(self, frame: Frame, walk: Walk) -> Sequence[str]:
        if not self._ups and not frame.children:
            return ()
        return [text for one in self.frames(frame) for text in self._own_texts(one, walk)]

    def first(self, frame: Frame, walk: Walk) -> str:
        """The first of the texts; empty when there is none."""
        texts = self.texts(frame, walk)
        return texts[0] if texts else ""

    def _element(self, frame: Frame, walk: Walk) -> Sequence[str]:
        """One element of a segment that stands once."""
        rows = frame.rows.get(self._index)
        if rows is None:
            return ()
        if len(rows) > 1:
            return self._texts(frame, walk)
        elements, position = rows[0].cut or rows[0].elements(walk.separator), self._position
        return (elements[position],) if len(elements) > position and elements[position] else ()

    def _segment(self, frame: Frame, walk: Walk) -> Sequence[str]:
        """Several elements of it, or components."""
        rows = frame.rows.get(self._index)
        if rows is None:
            return ()
        if len(rows) > 1:
            return self._texts(frame, walk)
        row, texts = self._held
        if row is not rows[0]:
            row, texts = self._held = rows[0], self.read(rows[0].elements(walk.separator), walk.component)
        return texts

    def _texts(self, frame: Frame, walk: Walk) -> Sequence[str]:
        if not frame.mask & self.bits:
            return ()
        return [
            text for row in self.rows(frame, walk) for text in self.read(row.elements(walk.separator), walk.component)
        ]

    def read(self, elements: list[str], component: str) -> Sequence[str]:
        """What stands there in one segment."""
        if not self.parts[0]:
            return [text for text in elements[self.reach] if text]
        found: list[str] = []
        for text in elements[self.reach]:
            components = self._known.get(text)
            found += self._components(text, component) if components is None else components
        return found

    def _components(self, text: str, component: str) -> tuple[str, ...]:
        """Those of a composite that are meant and not empty."""
        if len(self._known) > _MEMO:
            self._known.clear()
        every = text.split(component)[self.parts[0] - 1 : self.parts[-1]]
        found = self._known[text] = tuple(filter(None, every))
        return found

    def values(self, frame: Frame, walk: Walk) -> Iterator[Value]:
        """Every text that is not empty, in order."""
        for one in self.frames(frame):
            if one.mask & self.bits:
                for row in self.rows(one, walk):
                    yield from self.values_of(row, one.node.id, walk)

    def values_of(self, row: Row, loop: str, walk: Walk) -> Iterator[Value]:
        """Those of one segment."""
        elements = row.elements(walk.separator)
        for position in self.positions:
            if position >= len(elements) or not elements[position]:
                continue
            if not self.parts[0]:
                yield Value(elements[position], row, loop, f"{position:02d}")
                continue
            components = elements[position].split(walk.component)
            for part in self.parts:
                if part <= len(components) and components[part - 1]:
                    yield Value(components[part - 1], row, loop, f"{position:02d}-{part}")

    def __str__(self) -> str:
        return self.text


def _above(node: Node, ups: int) -> Node:
    for _ in range(ups):
        assert node.parent
        node = node.parent
    return node


def _way(node: Node, loop: str) -> tuple[int, list[Node]]:
    """How many loops up, and down through which, the loop is reached from `node`."""
    above: Node | None = node
    ups = 0
    while above:
        target = next((one for one in above.all() if one.id == loop), None)
        if target:
            downs: list[Node] = []
            while target is not above:
                assert target
                downs.insert(0, target)
                target = target.parent
            return ups, downs
        above, ups = above.parent, ups + 1
    raise NoSuchPlace(f"loop {loop}")


def _below(frame: Frame, downs: list[Node]) -> Iterator[Frame]:
    if not downs:
        yield frame
        return
    for child in (frame.children or {}).get(downs[0], ()):
        yield from _below(child, downs[1:])
