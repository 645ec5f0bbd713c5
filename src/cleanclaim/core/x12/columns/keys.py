"""To which transaction, claim and line each segment belongs: numbers that join the tables."""

import numpy as np
from msgspec import Struct

from cleanclaim.core.x12.columns.elements import Ints, Mask


class Keys(Struct, frozen=True):
    """One number for each segment of a piece, 0 for none."""

    transaction: Ints
    claim: Ints
    line: Ints
    segment: Ints  # counted from 1 at ISA

    def of(self, rows: Ints) -> "Keys":
        """Those of some segments."""
        return Keys(*(key.take(rows) for key in self.all()))

    def all(self) -> tuple[Ints, Ints, Ints, Ints]:
        """In the order of the fields."""
        return self.transaction, self.claim, self.line, self.segment


class Openers(Struct, frozen=True):
    """Segments of a piece that open something."""

    claims: Ints  # CLP
    lines: Ints  # SVC
    groups: Ints  # LX and PLB: no claim goes on behind them


class KeyCounter:
    """Counts transactions, claims and lines of the file from 1, piece by piece."""

    def __init__(self) -> None:
        self.transaction = 0  # the open one
        self.claims = self.lines = 0  # seen so far
        self.claim = self.line = 0  # the open ones

    def keys(self, runs: list[tuple[int, int]], opens: Openers, segments: Ints) -> Keys:
        """The keys of the next piece.

        `runs` are segments at which a transaction begins (its number) or ends (0), the first of them segment 0;
        `segments` the number of each segment.
        """
        size = len(segments)
        begins = np.array([start for start, _ in runs], np.int64)
        events = (begins, opens.claims, opens.lines, opens.groups)
        position = np.concatenate(events)
        sort = np.argsort(position, kind="stable")
        kind = np.repeat(np.arange(len(events)), list(map(len, events))).take(sort)
        claim = _open(self.claims, self.claim, kind == 1, (kind == 0) | (kind == 3))
        line = _open(self.lines, self.line, kind == 2, kind != 2)
        lengths = np.diff(np.append(position.take(sort), size))
        stretches = np.diff(np.append(begins, size))
        keys = Keys(
            np.repeat(np.array([number for _, number in runs]), stretches),
            np.repeat(claim, lengths),
            np.repeat(line, lengths),
            segments,
        )
        self.transaction, self.claim, self.line = runs[-1][1], int(claim[-1]), int(line[-1])
        self.claims, self.lines = self.claims + len(opens.claims), self.lines + len(opens.lines)
        return keys


def _open(before: int, is_open: int, opens: Mask, ends: Mask) -> Ints:
    """The number of the open one after each event, 0 for none; the first event ends nothing that is open."""
    count = before + np.cumsum(opens)
    ends = ends.copy()
    ends[0] = not is_open
    closed = np.maximum.accumulate(np.where(ends, count, before - 1))
    return np.where(count > closed, count, 0)
