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


class KeyCounter:
    """Counts transactions, claims and lines of the file from 1, piece by piece."""

    def __init__(self) -> None:
        self.transaction = 0  # the open one
        self.claims = self.lines = 0  # seen so far
        self.claim = self.line = 0  # the open ones

    def keys(self, runs: list[tuple[int, int]], claims: Ints, lines: Ints, segments: Ints) -> Keys:
        """The keys of the next piece.

        `runs` are segments at which a transaction begins (its number) or ends (0), the first of them segment 0;
        `claims` and `lines` the segments that open one; `segments` the number of each.
        """
        size = len(segments)
        begins = np.array([start for start, _ in runs], np.int64)
        position = np.concatenate((begins, claims, lines))
        sort = np.argsort(position, kind="stable")
        kind = np.repeat(np.arange(3), (len(begins), len(claims), len(lines))).take(sort)
        claim = self._claims(kind == 1, kind == 0)
        line = self._lines(kind == 2, kind != 2)
        lengths = np.diff(np.append(position.take(sort), size))
        stretches = np.diff(np.append(begins, size))
        keys = Keys(
            np.repeat(np.array([number for _, number in runs]), stretches),
            np.repeat(claim, lengths),
            np.repeat(line, lengths),
            segments,
        )
        self.transaction, self.claim, self.line = runs[-1][1], int(claim[-1]), int(line[-1])
        self.claims, self.lines = self.claims + len(claims), self.lines + len(lines)
        return keys

    def _claims(self, opens: Mask, ends: Mask) -> Ints:
        ends = ends.copy()
        ends[0] = not self.claim
        return _open(self.claims, opens, ends)

    def _lines(self, opens: Mask, ends: Mask) -> Ints:
        ends = ends.copy()
        ends[0] = not self.line
        return _open(self.lines, opens, ends)


def _open(before: int, opens: Mask, ends: Mask) -> Ints:
    """The number of the open one after each event, 0 for none."""
    count = before + np.cumsum(opens)
    closed = np.maximum.accumulate(np.where(ends, count, before - 1))
    return np.where(count > closed, count, 0)
