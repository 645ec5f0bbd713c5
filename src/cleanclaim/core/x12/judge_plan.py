"""A guide made ready for judging: for each loop, what a segment found there is, and an expression that accepts it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from cleanclaim.core.x12.guide import Guide, Loop, LoopUse
from cleanclaim.core.x12.judge_pattern import segment_pattern
from cleanclaim.core.x12.segment import Delimiters
from cleanclaim.core.x12.syntax import segment_types

if TYPE_CHECKING:
    from cleanclaim.core.x12.judge_frame import Frame
    from cleanclaim.core.x12.judge_rules import Rule
    from cleanclaim.core.x12.judge_walk import Walk

Check = Callable[["Frame", "Walk"], None]
"""Looks at a loop that has closed, and blames."""
Candidates = tuple[tuple[int, "Slot"], ...]
"""What a segment may be, nearest loop first: how many loops up, and the place there."""
Known = str | tuple[str, ...]
"""A segment's text, or the elements that decide."""
_MEMO = 5_000  # texts known to be right, for each place
_DAYS = 4  # of judging, for which such texts are remembered
_LONGEST_NAME = 3
_UNITS = {"CLM": 1, "CLP": 1, "TRN": 2}
"""What opens the loop of a claim, and the element by which its sender knows it."""


class Slot:
    """A segment's place in a loop, or the place of a loop that it opens."""

    __slots__ = (
        "_delimiters",
        "_match",
        "before",
        "bit",
        "child",
        "decisive",
        "group",
        "index",
        "is_watched",
        "most",
        "number",
        "own_rules",
        "use",
    )

    def __init__(self, loop: Loop, index: int, delimiters: Delimiters) -> None:
        item = loop.items[index]
        self.index, self.bit, self.group = index, 1 << index, loop.groups[index]
        self.before = _bits(
            i for i in range(len(loop.items)) if loop.groups[i] < self.group and loop.items[i].is_required
        )
        self.most = item.most
        self.use = item.loop.opening if isinstance(item, LoopUse) else item
        self.child: Node | None = None
        self.is_watched = False  # whether a check wants to see its text
        self.own_rules: list[tuple[Node, int, Rule]] = []  # that look at nothing but this segment
        self.decisive: tuple[int, ...] = ()  # the elements that they look at
        self.number = 0  # among all places of its plan
        self._delimiters = delimiters
        self._match: Callable[[str], object] | None = None

    def accepts(self, text: str, walk: "Walk") -> bool:
        """Whether the text is this segment with no fault inside; what was right once is remembered."""
        if self._match is None:
            self._match = segment_pattern(self.use, segment_types()[self.use.name], self._delimiters).fullmatch
        if not self._match(text):
            return False
        known = walk.accepted[self.number]
        if len(known) > _MEMO:
            known.clear()
        if self.own_rules:
            elements = text.split(walk.separator)
            decisive = tuple(elements[self.decisive[0] : self.decisive[-1] + 1])
            if decisive not in known:
                if not all(rule.is_right(elements, walk) for _, _, rule in self.own_rules):
                    return False
                known.add(decisive)
        known.add(text)
        return True

    def is_told_by(self, elements: list[str], component: str) -> bool:
        """Whether the segment carries the code that tells this place from its siblings."""
        element, part, codes = self.use.qualifier
        text = elements[element] if 0 < element < len(elements) else ""
        return not element or (text.partition(component)[0] if part else text) in codes


class Node:
    """A loop at one place of the guide."""

    __slots__ = (
        "checks",
        "depth",
        "id",
        "is_kept",
        "is_level",
        "loop",
        "name_at",
        "parent",
        "required",
        "slots",
        "table",
    )

    def __init__(self, loop: Loop, parent: "Node | None", delimiters: Delimiters) -> None:
        self.loop, self.id, self.parent = loop, loop.id, parent
        self.depth: int = parent.depth + 1 if parent else 0
        self.slots = [Slot(loop, index, delimiters) for index in range(len(loop.items))]
        self.required = _bits(index for index, item in enumerate(loop.items) if item.is_required)
        self.is_level = parent is not None and loop.opening.name == "HL"
        self.name_at = _UNITS.get(loop.opening.name, 0) if parent and not self.is_level else 0
        self.is_kept = False  # whether a check of a loop around it wants to see it
        self.checks: list[tuple[int, Check]] = []  # each with the segments that it needs to see one of; 0: none
        for slot, item in zip(self.slots, loop.items, strict=True):
            if isinstance(item, LoopUse):
                slot.child = Node(item.loop, self, delimiters)
        self.table: dict[str, Candidates | dict[str, Candidates]] = {}

    def all(self) -> "Iterator[Node]":
        """This loop and those inside it, in the guide's order."""
        yield self
        for slot in self.slots:
            if slot.child:
                yield from slot.child.all()

    def named(self, name: str) -> list[Slot]:
        """The places that such a segment may have here."""
        return [self.slots[index] for index in self.loop.by_name.get(name, ()) if index or not self.parent]

    def fill_table(self, separator: str) -> None:
        """What each segment is when it comes while this loop is open."""
        around: list[Node] = [self]
        while around[-1].parent:
            around.append(around[-1].parent)
        for name in dict.fromkeys(name for node in around for name in node.loop.by_name):
            some = tuple((up, slot) for up, node in enumerate(around) for slot in node.named(name))
            if some:
                self.table[(name + separator)[:_LONGEST_NAME]] = _by_code(some) if len(name) == _LONGEST_NAME else some


def _by_code(some: Candidates) -> Candidates | dict[str, Candidates]:
    """By their first element, where a code there tells all of them."""
    if any(slot.use.qualifier[:2] != (1, 0) for _, slot in some):
        return some
    codes = dict.fromkeys(code for _, slot in some for code in slot.use.qualifier[2])
    return {code: tuple(one for one in some if code in one[1].use.qualifier[2]) for code in codes}


class Plan:
    """A guide for one set of delimiters; what looks at its loops is added by whoever asks for it."""

    def __init__(self, guide: Guide, delimiters: Delimiters) -> None:
        self.guide, self.delimiters = guide, delimiters
        self.root = Node(guide.root, None, delimiters)
        self.nodes = list(self.root.all())
        self._slots = [slot for node in self.nodes for slot in node.slots]
        self._accepted: dict[str, list[set[Known]]] = {}
        for number, slot in enumerate(self._slots):
            slot.number = number
        for node in self.nodes:
            node.fill_table(delimiters.element)

    def accepted(self, today: str) -> list[set[Known]]:
        """What is known to be right on a day, for each place."""
        if today not in self._accepted and len(self._accepted) >= _DAYS:
            self._accepted.clear()
        return self._accepted.setdefault(today, [set() for _ in self._slots])


def _bits(indexes: Iterator[int]) -> int:
    return sum(1 << index for index in indexes)
