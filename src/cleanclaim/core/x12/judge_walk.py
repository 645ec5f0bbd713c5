"""The walk of a transaction along its guide: which loop each segment belongs to, and what is wrong with that.

A text that its place accepts as a whole costs one look; everything else is judged element by element.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from cleanclaim.core.x12.guide import LoopUse, SegmentUse
from cleanclaim.core.x12.judge_elements import element_faults
from cleanclaim.core.x12.judge_frame import NOWHERE, Frame, Row, alone
from cleanclaim.core.x12.judge_levels import begin_level, end_level
from cleanclaim.core.x12.judge_plan import Node, Plan, Slot
from cleanclaim.core.x12.problem import Problem, Trigger
from cleanclaim.core.x12.segment import Place, Segment
from cleanclaim.core.x12.syntax import segment_types

if TYPE_CHECKING:
    from cleanclaim.core.x12.judge_codes import Codes

UNKNOWN, UNEXPECTED, MISSING, LOOP_TOO_OFTEN, TOO_OFTEN, OUT_OF_ORDER = "1", "2", "3", "4", "5", "7"
BAD_VALUE = "7"
CODE_SETS = 5


class Walk:
    """Takes segments and gathers what is wrong; `found` is emptied by who reads it."""

    def __init__(
        self, plan: Plan, start: int, *, today: date | None, made_on: date | None, codes: "Codes", file: str = ""
    ) -> None:
        self.found: list[Problem] = []
        self.delimiters, self.separator = plan.delimiters, plan.delimiters.element
        self.component = plan.delimiters.component
        self.file, self.codes = file, codes
        self.today = f"{today:%Y%m%d}" if today else "99991231"  # no date is after this
        self.made_on = f"{made_on:%Y%m%d}" if made_on else ""  # the day of the group
        self.accepted = plan.accepted(self.today)
        self.claim = ""
        self.seen: dict[str, set[str]] = {}  # what may stand once in a transaction, by the rule that says so
        self.unchecked: dict[str, int] = {}  # codes that could not be looked up, by the table that is not loaded
        self.sums: dict[str, int | None] = {}  # what checks add up over the whole transaction, in cents
        self._before = start - 1  # number of the segment before ST
        self.levels = 0  # HL so far
        self._types = segment_types()
        self.frame = Frame(plan.root, None, Row(start, "", NOWHERE))

    def take(self, texts: Iterable[str], place: Place) -> None:
        """Segments that follow each other, the first of them number `place.number`."""
        separator, frame, number = self.separator, self.frame, place.number - 1
        table, accepted = frame.node.table, self.accepted
        for text in texts:
            number += 1
            found = table.get(text[:3], ())
            if isinstance(found, dict):
                found = found.get(text[4 : text.find(separator, 4)], ())
            for up, slot in found:
                target = frame if not up else frame.above(up)
                if slot.group < target.at or not (text in accepted[slot.number] or slot.accepts(text, self)):
                    continue
                mask = frame.mask
                if up or slot.child or mask & slot.bit or slot.before & ~mask:
                    self._place(target, slot, Row(number, text, place))
                    frame = self.frame
                    table = frame.node.table
                else:
                    frame.at = slot.group
                    frame.mask = mask | slot.bit
                    if slot.is_watched:
                        frame.rows[slot.index] = [Row(number, text, place)]
                break
            else:
                self._look(Row(number, text, place))
                frame = self.frame
                table = frame.node.table

    def end(self, last: Row) -> None:
        """Whatever is required and still missing at the end."""
        while self.frame.parent:
            self._close(last)
        self._leave(self.frame, last)
        for table, count in sorted(self.unchecked.items()):
            message = f"{count} not checked against {table}: not loaded"
            self.found.append(Problem(CODE_SETS, "", message, file=self.file, is_unchecked=True))

    def blame(
        self,
        level: int,
        code: str,
        message: str,
        row: Row,
        loop: str,
        *,
        element: str = "",
        name: str = "",
        value: str = "",
        expected: str = "",
        trigger: Trigger | None = None,
    ) -> None:
        """A fault at a segment, or at an element of it ("09", "01-2")."""
        name = name or row.text.partition(self.separator)[0]
        self.found.append(
            Problem(
                level,
                code,
                message,
                row.number,
                self.position(row),
                name,
                loop,
                f"{name}{element}" if element else "",
                value,
                self.claim,
                self.file,
                row.place.offset(row.number),
                expected,
                trigger,
            )
        )

    def position(self, row: Row) -> int:
        """Counted from 1 at ST."""
        return row.number - self._before

    def _look(self, row: Row) -> None:
        """A segment with a fault, or one that is not what comes next."""
        elements = row.elements(self.separator)
        frame: Frame | None = self.frame
        while frame:
            slot = self._slot(frame, elements)
            if slot:
                self._place(frame, slot, row)
                return self._inside(row, slot, slot.child.id if slot.child else frame.node.id)
            frame = frame.parent
        return self._misplaced(row, elements)

    def _slot(self, frame: Frame, elements: list[str], *, is_order_kept: bool = True) -> Slot | None:
        slots = frame.node.named(elements[0])
        is_only = len(frame.node.loop.by_name.get(elements[0], ())) == 1
        for slot in slots:
            is_ahead = slot.group >= frame.at or not is_order_kept
            if is_ahead and (is_only or slot.is_told_by(elements, self.component)):
                return slot
        return None

    def _misplaced(self, row: Row, elements: list[str]) -> None:
        """Out of order, unexpected here, or unknown to the guide; what comes after goes on as if it were not there."""
        frame: Frame | None = self.frame
        while frame:
            slot = self._slot(frame, elements, is_order_kept=False)
            if slot:
                self.blame(2, OUT_OF_ORDER, "stands too late in its loop", row, frame.node.id)
                if frame is self.frame or slot.child:
                    self._place(frame, slot, row)
                return self._inside(row, slot, slot.child.id if slot.child else frame.node.id)
            frame = frame.parent
        name, loop = elements[0], self.frame.node.id
        if name not in self._types:
            return self.blame(1, UNKNOWN, f"{name[:20]!r} is no segment of this transaction", row, loop, name=name[:3])
        qualified = f" with {elements[1]!r}" if len(elements) > 1 and elements[1] else ""
        return self.blame(2, UNEXPECTED, f"{name}{qualified} is not expected here", row, loop)

    def _place(self, target: Frame, slot: Slot, row: Row) -> None:
        """The segment is that of `slot`: deeper loops end here, and what stands before it is past."""
        while self.frame is not target:
            self._close(row)
        if slot.before & ~target.mask:
            self._miss(target, slot.before, row)
        if slot.group > target.at:
            target.at = slot.group
        if target.mask & slot.bit:
            self._again(target, slot, row)
        target.mask |= slot.bit
        if slot.child:
            self._open(target, slot.child, row)
        elif slot.is_watched:
            target.rows.setdefault(slot.index, []).append(row)

    def _open(self, parent: Frame, node: Node, row: Row) -> None:
        self.frame = frame = Frame(node, parent, row, 0, 1, 0, {0: [row]})
        if node.is_level:
            begin_level(frame, row, self)
        elif node.name_at:
            elements = row.elements(self.separator)
            self.claim = elements[node.name_at] if node.name_at < len(elements) else ""

    def _close(self, following: Row) -> None:
        """The innermost loop ends before `following`."""
        frame = self.frame
        parent = frame.parent
        assert parent
        self._leave(frame, following)
        if frame.node.is_kept:
            if parent.children is None:
                parent.children = {frame.node: [frame]}
            else:
                parent.children.setdefault(frame.node, []).append(frame)
        frame.parent = None  # no circle: memory is given back at once
        if frame.node.name_at:
            self.claim = ""
        self.frame = parent

    def _leave(self, frame: Frame, following: Row) -> None:
        if frame.node.required & ~frame.mask:
            self._miss(frame, frame.node.required, following)
        if frame.node.is_level:
            end_level(frame, self)
        mask = frame.mask
        for gate, check in frame.node.checks:
            if not gate or mask & gate:
                check(frame, self)

    def _miss(self, frame: Frame, wanted: int, following: Row) -> None:
        """Required items that were not seen before `following`, each said once."""
        for slot in frame.node.slots:
            if slot.bit & wanted & ~(frame.mask | frame.missed):
                loop = slot.child.id if slot.child else frame.node.id
                words = f"{described(slot.use)} is missing before this"
                self.blame(2, MISSING, words, following, loop, name=slot.use.name, expected=described(slot.use))
        frame.missed |= wanted

    def _again(self, frame: Frame, slot: Slot, row: Row) -> None:
        if frame.counts is None:
            frame.counts = {}
        count = frame.counts[slot.index] = frame.counts.get(slot.index, 1) + 1
        if count > slot.most:
            is_loop = isinstance(frame.node.loop.items[slot.index], LoopUse)
            code, loop = (LOOP_TOO_OFTEN, slot.child.id) if slot.child and is_loop else (TOO_OFTEN, frame.node.id)
            self.blame(2, code, f"occurs more than {slot.most} times", row, loop, expected=f"{slot.most} at most")

    def _inside(self, row: Row, slot: Slot, loop: str) -> None:
        """Every fault inside a segment: of its elements, and of the rules that look at nothing else."""
        use = slot.use
        segment = Segment(row.number, tuple(row.elements(self.separator)))
        for fault in element_faults(segment, self._types[use.name], use.elements, self.delimiters):
            position, _, component = fault.place.partition("-")
            element = f"{int(position):02d}{f'-{component}' if component else ''}"
            self.blame(
                fault.level,
                fault.code,
                fault.message,
                row,
                loop,
                element=element,
                value=fault.value,
                expected=fault.expected,
            )
        for node, index, rule in slot.own_rules:
            rule(alone(row, node, index), self)


def described(use: SegmentUse) -> str:
    """The segment with the code that tells it apart: REF*EI."""
    element, _, codes = use.qualifier
    return f"{use.name}*{'|'.join(sorted(codes)[:3])}" if element == 1 and len(codes) <= 3 else use.name
