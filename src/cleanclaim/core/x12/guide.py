"""Implementation guides as data (`guides/*.yaml`): loops, segments, usage, repeats, codes.  `837p.yaml` says how."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.core.tables import read_table
from cleanclaim.core.x12.segment import Transaction

_ITEM = re.compile(r"(loop )?(\w+) ([RS]) (\d+|\*)(?: (.*))?")
_ELEMENT = re.compile(r"(\d+)(?:-(\d+))?(!?)(?:=([^\s()]+))?(?:\(([^)]*)\))?(?=\s|$)")
_WITHOUT_LIMIT = 1_000_000_000
_SAME_PLACE = 1  # items after the first: the one that opens the loop is of no group
GUIDES = {
    "837p": ("837", "005010X222"),
    "837i": ("837", "005010X223"),
    "837d": ("837", "005010X224"),
    "835": ("835", "005010X221"),
    "270": ("270", "005010X279"),
    "271": ("271", "005010X279"),
    "276": ("276", "005010X212"),
    "277": ("277", "005010X212"),
    "277ca": ("277", "005010X214"),
    "278request": ("278", "005010X217"),
    "278response": ("278", "005010X217"),
    "999": ("999", "005010X231"),
}
"""Table → the transaction and version it is for, so that only the table asked for is read."""
_ANSWERS = frozenset({"HCR", "AAA"})  # what only the answer of two guides of one version holds


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


class Guide(Struct, frozen=True):
    """One transaction's guide."""

    name: str  # of its table: "837p"
    transaction: str
    version: str  # without addenda: "005010X222"
    title: str
    functional: str  # GS01
    root: Loop
    published: str = ""  # with its addenda: "005010X222A1"
    purposes: frozenset[str] = frozenset()  # BHT02 by which guides of one version are told apart; empty: any

    @property
    def loops(self) -> Iterator[Loop]:
        """Every loop once, in the guide's order."""
        seen: set[str] = set()
        waiting = [self.root]
        while waiting:
            loop = waiting.pop()
            if loop.id not in seen:
                seen.add(loop.id)
                waiting += [item.loop for item in reversed(loop.items) if isinstance(item, LoopUse)]
                yield loop


def guide_for(kind: str, version: str, purpose: str = "") -> Guide | None:
    """The guide of a transaction, None when there is none here.  Addenda (A1, E1 …) share their guide.

    `purpose` is BHT02.  It matters for the 278, whose request and answer have one version and two guides: a purpose of
    neither gives the request's.
    """
    names = [name for name, (own, root) in GUIDES.items() if own == kind and version.startswith(root)]
    if len(names) == 1:
        return guide(names[0])
    some = [guide(name) for name in names]
    return next((one for one in some if purpose in one.purposes), some[0] if some else None)


def guide_of(transaction: Transaction) -> Guide | None:
    """As `guide_for`; where BHT02 does not decide, what stands in the transaction does."""
    header = next((segment for segment in transaction.segments[:3] if segment.id == "BHT"), None)
    found = guide_for(transaction.kind, transaction.version, header[2] if header else "")
    if found is None or not found.purposes or (header and header[2] in found.purposes):
        return found
    is_answer = any(segment.id in _ANSWERS for segment in transaction.segments)
    return guide(f"{found.transaction}{'response' if is_answer else 'request'}")


def guides() -> tuple[Guide, ...]:
    """Every guide."""
    return tuple(guide(name) for name in GUIDES)


@cache
def guide(name: str) -> Guide:
    """The guide of a table, read once and only when it is asked for."""
    text = files("cleanclaim.core.x12").joinpath(f"guides/{name}.yaml").read_text(encoding="utf-8")
    table = read_table(text)
    purposes = frozenset(str(table["purpose"]).split("|")) if "purpose" in table else frozenset()
    kind, version = GUIDES[name]
    assert (kind, version) == (str(table["transaction"]), table["version"]), f"{name}.yaml is for another transaction"
    published = f"{version}{table.get('addenda', '')}"
    return Guide(name, kind, version, table["title"], table["functional"], _Table(table).root, published, purposes)


def spliced(loop: Loop, identifiers: Sequence[str]) -> Loop:
    """The loop with the items of inner ones in their place, as one loop."""
    items: list[Item] = []
    for item in loop.items:
        is_taken_in = isinstance(item, LoopUse) and item.loop.id in identifiers
        items += spliced(item.loop, identifiers).items if isinstance(item, LoopUse) and is_taken_in else (item,)
    return _loop(loop.id, loop.title, tuple(items))


class _Table:
    """A table being read: a loop that stands in two places is one value."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._lists = {key: _split(str(codes)) for key, codes in table.get("codes", {}).items()}
        self._lines: dict[str, tuple[str, list[str]]] = {}
        for heading, lines in table["loops"].items():
            identifier, _, title = str(heading).partition(" ")
            self._lines[identifier] = title, lines
        self._loops: dict[str, Loop] = {}
        self._uses: dict[str, dict[int, ElementUse]] = {}

    @property
    def root(self) -> Loop:
        return self._loop(next(iter(self._lines)))

    def _loop(self, identifier: str) -> Loop:
        if identifier not in self._loops:
            title, lines = self._lines[identifier]
            self._loops[identifier] = _loop(identifier, title, _told_apart([self._item(line) for line in lines]))
        return self._loops[identifier]

    def _item(self, line: str) -> Item:
        match = _ITEM.fullmatch(line)
        assert match, f"guide line: {line}"
        is_required, most = match[3] == "R", _WITHOUT_LIMIT if match[4] == "*" else int(match[4])
        if match[1]:
            return LoopUse(self._loop(match[2]), is_required, most)
        use = SegmentUse(match[2], is_required, most, self._elements(match[5] or ""))
        return replace(use, qualifier=next(use.qualifiers, use.qualifier))

    def _elements(self, text: str) -> dict[int, ElementUse]:
        if text not in self._uses:
            self._uses[text] = dict(self._each_element(text))
        return self._uses[text]

    def _each_element(self, text: str) -> Iterator[tuple[int, ElementUse]]:
        for first, last, required, codes, parts in _ELEMENT.findall(text):
            use = ElementUse(bool(required), self._codes(codes), self._elements(parts) if parts else {})
            yield from ((position, use) for position in range(int(first), int(last or first) + 1))

    def _codes(self, text: str) -> frozenset[str]:
        if not text:
            return frozenset()
        return self._lists[text[1:]] if text[0] == "@" else _split(text)


def _loop(identifier: str, title: str, items: tuple[Item, ...]) -> Loop:
    groups: list[int] = []
    by_name: dict[str, tuple[int, ...]] = {}
    for index, item in enumerate(items):
        is_neighbor = index > _SAME_PLACE and items[index - 1].name == item.name
        groups.append(groups[-1] if is_neighbor else index)
        by_name[item.name] = (*by_name.get(item.name, ()), index)
    return Loop(identifier, title, items, tuple(groups), by_name)


def _told_apart(items: list[Item]) -> tuple[Item, ...]:
    """Siblings that share a code at their first coded element are told by the first at which they share none."""
    for index, item in enumerate(items):
        for earlier, other in enumerate(items[:index]):
            if isinstance(item, SegmentUse) and isinstance(other, SegmentUse) and _are_alike(item, other):
                pairs = zip(item.qualifiers, other.qualifiers, strict=False)
                own, others = next((pair for pair in pairs if not pair[0][2] & pair[1][2]), (item.qualifier,) * 2)
                items[index], items[earlier] = replace(item, qualifier=own), replace(other, qualifier=others)
    return tuple(items)


def _are_alike(one: SegmentUse, other: SegmentUse) -> bool:
    return one.name == other.name and bool(one.qualifier[2] & other.qualifier[2])


def _split(codes: str) -> frozenset[str]:
    return frozenset(codes.replace("_", " ").split("|"))
