"""The envelope and headers of a file, segment by segment: where each 835 begins and ends, and what is wrong there."""

from bisect import bisect_left

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from cleanclaim.core.x12.columns.faults import Faults
from cleanclaim.core.x12.columns.kinds import CODES, FIRST_WALKED, OTHER, PASSED_OVER
from cleanclaim.core.x12.columns.pieces import Piece
from cleanclaim.core.x12.columns.transactions import MOST, Header
from cleanclaim.core.x12.envelope import Closed, EnvelopeReader, Opened
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.segment import Segment

Run = tuple[int, int]
"""A segment of the piece, and the number of the 835 that holds it and those after it; 0 for none."""


class Ended(Struct, frozen=True):
    """An 835 that has ended, and what is wrong with its SE."""

    header: Header
    problems: tuple[X12Error, ...]


class Frame:
    """Walks the envelope; `ended` and `error` are for who reads the pieces."""

    def __init__(self, faults: Faults) -> None:
        self.faults, self.envelope = faults, EnvelopeReader()
        self.header: Header | None = None  # of the open 835
        self.opened = 0  # 835s so far
        self.number = self._before = 0  # of the last segment, of that of the piece before
        self.ended: list[Ended] = []
        self.error: X12Error | None = None  # the envelope cannot be trusted from here on
        self.numbers = np.zeros(0, np.int64)  # of the segments of the piece, from 1 at ISA
        self._last = -1  # the last segment of the piece that belongs to the envelope or a transaction

    def runs(self, piece: Piece, kinds: NDArray[np.uint8]) -> list[Run]:
        """Where in the piece 835s begin and end.  What no table is to hold is marked so in `kinds`."""
        self._begin(piece, kinds)
        runs = [(0, self.header.number if self.header else 0)]
        claims = np.flatnonzero(kinds == CODES["CLP"]).tolist()
        for at in np.flatnonzero((kinds >= FIRST_WALKED) & (kinds != PASSED_OVER)).tolist():
            segment = self._segment(at)
            if segment.id in MOST or (segment.id == "TA1" and self.envelope.transaction):
                if not self._keeps(segment, at, claims):
                    kinds[at] = OTHER
                continue
            self._strays(at)
            self._last = at
            if segment.id == "ISA":
                self.envelope.end(int(self.numbers[at - 1]) if at else self._before)
            try:
                self.envelope.take(segment, piece.delimiters)
            except X12Error as error:
                self._give_up(error, at)
                kinds[at:] = PASSED_OVER
                break
            runs.extend(self._events(at))
        return self._finish(runs, kinds, claims)

    def _begin(self, piece: Piece, kinds: NDArray[np.uint8]) -> None:
        self.piece, self._last, self._before = piece, -1, self.number
        self.numbers = np.arange(self.number + 1, self.number + 1 + len(kinds))
        for stretch in piece.stretches:
            if stretch.index == 0 and kinds[stretch.start] == CODES["ISA"]:
                self.numbers[stretch.start :] -= self.numbers[stretch.start] - 1
        self.number = int(self.numbers[-1])
        if self.header:
            self.header.start = -1

    def _finish(self, runs: list[Run], kinds: NDArray[np.uint8], claims: list[int]) -> list[Run]:
        if self.error is None:
            self._strays(len(kinds))
        if self.header:
            self.header.has_claims |= bisect_left(claims, self.header.start) < len(claims)
        for (start, number), (end, _) in zip(runs, [*runs[1:], (len(kinds), 0)], strict=True):
            if not number:
                kinds[start:end] = PASSED_OVER
        return runs

    def end(self) -> None:
        """The file ends."""
        self.envelope.end(self.number)
        self._events(len(self.numbers) - 1)

    def _segment(self, at: int) -> Segment:
        return Segment(int(self.numbers[at]), self.piece.elements.segment(at))

    def _keeps(self, segment: Segment, at: int, claims: list[int]) -> bool:
        header = self.header
        if header is None or segment.id not in MOST:
            return False
        header.has_claims |= bisect_left(claims, header.start) < bisect_left(claims, at)
        taken = header.take(segment, (self.piece, at))
        return taken and len(segment.elements) <= MOST[segment.id]

    def _strays(self, at: int) -> None:
        if self.envelope.transaction is None and at > self._last + 1:
            row = self._last + 1
            self.envelope.stray(self._segment(row))
            self._events(row)

    def _events(self, at: int) -> list[Run]:
        """What the envelope says after segment `at`."""
        events, self.envelope.events = self.envelope.events, []
        runs: list[Run] = []
        for event in events:
            if isinstance(event, Opened):
                runs.append((at, self._open(event, at)))
            elif isinstance(event, Closed):
                for problem in event.problems:
                    problem.offset = self.piece.offset(at)
                if self.header:
                    self.ended.append(Ended(self.header, event.problems))
                self.header = None
                runs.append((at, 0))
            elif isinstance(event, X12Error):
                event.offset = self.piece.offset(at)
                self.faults.blame(event, transaction=self.opened)
        return runs

    def _open(self, opened: Opened, at: int) -> int:
        if opened.kind != "835":
            return 0
        self.opened += 1
        self.header = Header(self.opened, opened)
        self.header.start = at
        self.header.spots[opened.segment.number] = (self.piece, at)
        return self.opened

    def _give_up(self, error: X12Error, at: int) -> None:
        error.offset = error.offset or self.piece.offset(at)
        self.error = error
