"""The engine: walks a transaction along its guide and says what is wrong, as 999 codes with their places."""

from collections.abc import Iterator

from cleanclaim.core.x12.balancing import imbalances
from cleanclaim.core.x12.guide import Guide, Loop, LoopUse, SegmentUse, guide_of
from cleanclaim.core.x12.hierarchy import hierarchy_problems
from cleanclaim.core.x12.judge_elements import element_faults
from cleanclaim.core.x12.problem import Problem
from cleanclaim.core.x12.segment import Delimiters, Segment, Transaction
from cleanclaim.core.x12.syntax import segment_types

UNKNOWN, UNEXPECTED, MISSING, LOOP_TOO_OFTEN, TOO_OFTEN, OUT_OF_ORDER = "1", "2", "3", "4", "5", "7"
_TRANSACTION = {"ST", "SE"}


def judge(transaction: Transaction, *, levels: frozenset[int] = frozenset({1, 2, 3})) -> tuple[Problem, ...]:
    """What is wrong with one transaction by its guide, in order; nothing when there is no guide for it here.

    `levels` are SNIP types: 1 syntax, 2 guide, 3 balancing.  The envelope's faults are `transaction.problems`.
    """
    guide = guide_of(transaction)
    if guide is None:
        return ()
    walk = _Walk(guide, transaction)
    for segment in transaction.segments:
        if segment.id not in _TRANSACTION:
            walk.take(segment)
    walk.end(transaction.segments[-1])
    everything = (*walk.found, *hierarchy_problems(transaction), *imbalances(transaction))
    found = sorted(everything, key=lambda problem: problem.position)
    return tuple(problem for problem in found if problem.level in levels)


class _Frame:
    """An open loop: how far it has come, and how often each of its items was seen."""

    def __init__(self, loop: Loop) -> None:
        self.loop, self.at = loop, 0
        self.seen = [0] * len(loop.items)

    def find(self, segment: Segment, delimiters: Delimiters, *, is_order_kept: bool = True) -> int:
        """The item that the segment is, -1 for none.  A second opening segment is not ours: it is our parent's item."""
        indexes = self.loop.by_name.get(segment.id, ())
        group = self.loop.groups[self.at]
        for index in indexes:
            is_ahead = self.loop.groups[index] >= group or not is_order_kept
            is_reopening = index == 0 and self.seen[0] > 0
            if is_ahead and not is_reopening and (len(indexes) == 1 or self._is(index, segment, delimiters)):
                return index
        return -1

    def missing(self, since: int, until: int) -> Iterator[tuple[SegmentUse, str]]:
        """Required items that were never seen, each with the loop it belongs to."""
        for index in range(since, until):
            use = self.loop.items[index]
            if use.is_required and not self.seen[index]:
                yield (use.loop.opening, use.loop.id) if isinstance(use, LoopUse) else (use, self.loop.id)

    def _is(self, index: int, segment: Segment, delimiters: Delimiters) -> bool:
        use = self.loop.items[index]
        opening = use.loop.opening if isinstance(use, LoopUse) else use
        element, component, codes = opening.qualifier
        text = segment[element] if element else ""
        return not element or (text.split(delimiters.component)[0] if component else text) in codes


class _Walk:
    """Takes the segments one by one and gathers what is wrong."""

    def __init__(self, guide: Guide, transaction: Transaction) -> None:
        self.found: list[Problem] = []
        self._types = segment_types()
        self._transaction, self._delimiters = transaction, transaction.interchange.delimiters
        self._frames = [_Frame(guide.root)]
        self._claim = ""

    def take(self, segment: Segment) -> None:
        if segment.id == "CLM":
            self._claim = segment[1]
        for depth in range(len(self._frames) - 1, -1, -1):
            index = self._frames[depth].find(segment, self._delimiters)
            if index >= 0:
                self._pass(depth, index, segment)
                return self._place(depth, index, segment)
        return self._misplaced(segment)

    def end(self, last: Segment) -> None:
        """Whatever is required and still missing at the end."""
        for frame in reversed(self._frames):
            self._miss(frame, frame.at, len(frame.loop.items), last)

    def _pass(self, depth: int, index: int, segment: Segment) -> None:
        """Deeper loops end here, and what stands before `index` in this one is past."""
        while len(self._frames) > depth + 1:
            frame = self._frames.pop()
            self._miss(frame, frame.at, len(frame.loop.items), segment)
        frame = self._frames[depth]
        if frame.loop.groups[index] > frame.loop.groups[frame.at]:
            self._miss(frame, frame.at, frame.loop.groups[index], segment)
            frame.at = frame.loop.groups[index]

    def _miss(self, frame: _Frame, since: int, until: int, segment: Segment) -> None:
        since = frame.loop.groups[since] if since < len(frame.loop.items) else since
        for use, loop in frame.missing(since, until):
            self._blame(segment, MISSING, f"{_described(use)} is missing before this", loop, name=use.name)

    def _place(self, depth: int, index: int, segment: Segment) -> None:
        frame = self._frames[depth]
        frame.seen[index] += 1
        use, loop = frame.loop.items[index], frame.loop
        if isinstance(use, LoopUse):
            loop = use.loop
            inner = _Frame(loop)
            inner.seen[0] = 1
            self._frames.append(inner)
        if frame.seen[index] == use.most + 1:
            code = LOOP_TOO_OFTEN if isinstance(use, LoopUse) else TOO_OFTEN
            self._blame(segment, code, f"occurs more than {use.most} times", loop.id)
        self._elements(segment, loop.opening if isinstance(use, LoopUse) else use, loop.id)

    def _misplaced(self, segment: Segment) -> None:
        """Not what comes next: out of order, unexpected here, or unknown to the guide."""
        for depth in range(len(self._frames) - 1, -1, -1):
            index = self._frames[depth].find(segment, self._delimiters, is_order_kept=False)
            if index >= 0:
                del self._frames[depth + 1 :]
                self._blame(segment, OUT_OF_ORDER, "stands too late in its loop", self._frames[depth].loop.id)
                return self._place(depth, index, segment)
        loop = self._frames[-1].loop.id
        if segment.id not in self._types:
            return self._blame(segment, UNKNOWN, f"{segment.id!r} is no segment of this transaction", loop, level=1)
        qualified = f" with {segment[1]!r}" if segment[1] else ""
        return self._blame(segment, UNEXPECTED, f"{segment.id}{qualified} is not expected here", loop)

    def _elements(self, segment: Segment, use: SegmentUse, loop: str) -> None:
        syntax = self._types[use.name]
        for fault in element_faults(segment, syntax, use.elements, self._delimiters):
            position, _, component = fault.place.partition("-")
            element = f"{segment.id}{int(position):02d}{f'-{component}' if component else ''}"
            self.found.append(
                Problem(
                    fault.level,
                    fault.code,
                    fault.message,
                    segment.number,
                    self._transaction.position(segment),
                    segment.id,
                    loop,
                    element,
                    fault.value,
                    self._claim,
                    self._transaction.file,
                )
            )

    def _blame(self, segment: Segment, code: str, message: str, loop: str, *, name: str = "", level: int = 2) -> None:
        position = self._transaction.position(segment)
        name = name or segment.id
        self.found.append(
            Problem(
                level,
                code,
                message,
                segment.number,
                position,
                name,
                loop,
                claim=self._claim,
                file=self._transaction.file,
            )
        )


def _described(use: SegmentUse) -> str:
    """The segment with the code that tells it apart: REF*EI."""
    element, _, codes = use.qualifier
    return f"{use.name}*{'|'.join(sorted(codes)[:3])}" if element == 1 and len(codes) <= 3 else use.name
