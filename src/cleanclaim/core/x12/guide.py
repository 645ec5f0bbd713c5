"""Implementation guides as data (`guides/*.yaml`): loops, segments, usage, repeats, codes.  `837p.yaml` says how."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from msgspec import Struct

from cleanclaim.core.tables import read_table

_ITEM = re.compile(r"(loop )?(\w+) ([RS]) (\d+|\*)(?: (.*))?")
_ELEMENT = re.compile(r"(\d+)(?:-(\d+))?(!?)(?:=([^\s()]+))?(?:\(([^)]*)\))?(?=\s|$)")
_WITHOUT_LIMIT = 1_000_000_000
GUIDES = ("837p", "835", "999", "277ca")


class ElementUse(Struct, frozen=True):
    """What a guide asks of an element or component it uses."""

    is_required: bool
    codes: frozenset[str] = frozenset()  # empty: any value
    parts: "dict[int, ElementUse]" = {}


class SegmentUse(Struct, frozen=True):
    """A segment at its place in a loop."""

    name: str
    is_required: bool
    most: int
    elements: dict[int, ElementUse]

    @property
    def qualifier(self) -> tuple[int, int, frozenset[str]]:
        """Element, component (0 for none) and codes that tell it from its siblings; element 0 when nothing does."""
        for position, use in self.elements.items():
            if use.codes:
                return position, 0, use.codes
            if use.parts and use.parts.get(1) and use.parts[1].codes:
                return position, 1, use.parts[1].codes
        return 0, 0, frozenset()


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

    transaction: str
    version: str
    title: str
    root: Loop


def guide_for(kind: str, version: str) -> Guide | None:
    """The guide of a transaction, None when there is none here.  Addenda (A1, E1 …) share their guide."""
    return next((g for g in guides() if g.transaction == kind and version.startswith(g.version)), None)


@cache
def guides() -> tuple[Guide, ...]:
    """Every guide, loaded once."""
    return tuple(_guide(name) for name in GUIDES)


def _guide(name: str) -> Guide:
    text = files("cleanclaim.core.x12").joinpath(f"guides/{name}.yaml").read_text(encoding="utf-8")
    table = read_table(text)
    lists = {key: frozenset(str(codes).split("|")) for key, codes in table.get("codes", {}).items()}
    loops: dict[str, tuple[str, list[str]]] = {}
    for heading, lines in table["loops"].items():
        identifier, _, title = str(heading).partition(" ")
        loops[identifier] = title, lines
    return Guide(str(table["transaction"]), table["version"], table["title"], _loop(next(iter(loops)), loops, lists))


def _loop(identifier: str, loops: dict[str, tuple[str, list[str]]], lists: dict[str, frozenset[str]]) -> Loop:
    title, lines = loops[identifier]
    items = tuple(_item(line, loops, lists) for line in lines)
    groups: list[int] = []
    by_name: dict[str, tuple[int, ...]] = {}
    for index, item in enumerate(items):
        is_neighbor = index > 1 and items[index - 1].name == item.name
        groups.append(groups[-1] if is_neighbor else index)
        by_name[item.name] = (*by_name.get(item.name, ()), index)
    return Loop(identifier, title, items, tuple(groups), by_name)


def _item(line: str, loops: dict[str, tuple[str, list[str]]], lists: dict[str, frozenset[str]]) -> Item:
    match = _ITEM.fullmatch(line)
    assert match, f"guide line: {line}"
    is_required, most = match[3] == "R", _WITHOUT_LIMIT if match[4] == "*" else int(match[4])
    if match[1]:
        return LoopUse(_loop(match[2], loops, lists), is_required, most)
    return SegmentUse(match[2], is_required, most, dict(_elements(match[5] or "", lists)))


def _elements(text: str, lists: dict[str, frozenset[str]]) -> Iterator[tuple[int, ElementUse]]:
    for match in _ELEMENT.finditer(text):
        first, last, required, codes, parts = match.groups()
        use = ElementUse(bool(required), _codes(codes, lists), dict(_elements(parts or "", lists)))
        yield from ((position, use) for position in range(int(first), int(last or first) + 1))


def _codes(text: str | None, lists: dict[str, frozenset[str]]) -> frozenset[str]:
    if not text:
        return frozenset()
    return lists[text[1:]] if text[0] == "@" else frozenset(text.split("|"))
