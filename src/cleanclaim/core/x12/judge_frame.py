"""What the judge remembers of a loop while it is open: how far it has come, and the segments that a check wants."""

from typing import TYPE_CHECKING

from msgspec import Struct

from cleanclaim.core.x12.segment import Place

if TYPE_CHECKING:
    from cleanclaim.core.x12.judge_plan import Node


class _Nowhere:
    """The place of a segment that no file holds."""

    number = 0

    def offset(self, number: int) -> int:
        return 0


NOWHERE = _Nowhere()


class Row(Struct, eq=False, gc=False):
    """A segment that a check may want to see."""

    number: int
    text: str
    place: Place
    cut: list[str] | None = None

    def elements(self, separator: str) -> list[str]:
        """Its texts, cut once; the first is its name."""
        if self.cut is None:
            self.cut = self.text.split(separator)
        return self.cut


class Frame(Struct, eq=False, gc=False):
    """An open loop.  One that has closed knows its parent no more, so that no circle keeps it in memory."""

    node: "Node"
    parent: "Frame | None"
    opening: Row
    at: int = 0  # the group of the last segment in its place
    mask: int = 0  # what was seen, by the bits of the node's places
    missed: int = 0
    rows: dict[int, list[Row]] = {}
    counts: dict[int, int] | None = None
    children: "dict[Node, list[Frame]] | None" = None
    level: str = ""
    has_levels: bool = False

    def above(self, ups: int) -> "Frame":
        """The open loop so many loops around this one."""
        frame = self
        for _ in range(ups):
            assert frame.parent
            frame = frame.parent
        return frame


def alone(row: Row, node: "Node", index: int) -> Frame:
    """A loop with nothing in it but one segment."""
    return Frame(node, None, row, mask=1 << index, rows={index: [row]})
