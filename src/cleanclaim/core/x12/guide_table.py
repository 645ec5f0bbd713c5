"""Reading the table of a guide (`guides/*.yaml`); `837p.yaml` says how it is written."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from cleanclaim.core.x12.guide_uses import ElementUse, Item, Loop, LoopUse, SegmentUse, loop_of

_ITEM = re.compile(r"(loop )?(\w+) ([RS]) (\d+|\*)(?: (.*))?")
_ELEMENT = re.compile(r"(\d+)(?:-(\d+))?(!?)(?:=([^\s()]+))?(?:\(([^)]*)\))?(?=\s|$)")
_WITHOUT_LIMIT = 1_000_000_000


class Table:
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
            self._loops[identifier] = loop_of(identifier, title, _told_apart([self._item(line) for line in lines]))
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
