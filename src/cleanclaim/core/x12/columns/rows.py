"""Which rows the segments of a piece give a table, and where the elements of each row stand."""

from collections.abc import Iterator

import numpy as np

from cleanclaim.core.x12.columns.elements import Elements, Ints, Mask
from cleanclaim.core.x12.columns.schema import Column, Composite, Table

NONE = np.zeros(0, np.int64)


class Rows:
    """The rows of one table: for each its segment, and the base from which its elements count."""

    def __init__(self, table: Table, elements: Elements, segments: list[Ints]) -> None:
        """`segments` are those of each name in the order in which the table has them."""
        self._elements = elements
        self.which = next((which for which, rows in enumerate(segments) if len(rows)), 0)
        self._mixed: Ints | None = None  # `which` of each row, where a table is made of several kinds
        self._is_elsewhere = np.array([name in table.elsewhere for name in table.segments])
        self.left = list(self._over(table, segments))
        """Segments that hold more than their rows say."""
        self.segment, self.base = self._spread(table, segments)
        self._measure()
        if table.given and len(self.segment):
            self._keep_given(table.given)

    @property
    def absent(self) -> int:
        """Where the text stands that is not there."""
        return self._elements.absent

    def find(self, column: Column | Composite) -> Ints | None:
        """Where in the elements the column's texts stand; None when no row has one."""
        position = self.position(column)
        least = most = position
        if not isinstance(position, int):
            least, most = int(position.min()), int(position.max())
        if least >= self._most:
            return None
        found: Ints = self._first + position
        if most < self._fewest:
            return found
        return np.where(self._count > position, found, self._elements.absent)

    def position(self, column: Column | Composite) -> Ints | int:
        """At which position of their segments they stand."""
        position: Ints | int
        if not isinstance(column.position, tuple):
            position = column.position
        elif self._mixed is None:
            position = column.position[self.which]
        else:
            position = np.array(column.position).take(self._mixed)
        return position + self.base if isinstance(column, Composite) or not column.of_segment else position

    def _over(self, table: Table, segments: list[Ints]) -> Iterator[Ints]:
        """Segments with elements that have no column."""
        count = self._elements.count
        for some, is_elsewhere in zip(segments, self._is_elsewhere, strict=True):
            if len(some) and not is_elsewhere:
                yield some[count.take(some) > table.most]
                for position in table.unused:
                    reaching = some[count.take(some) > position]
                    found = self._elements.first.take(reaching) + position
                    yield reaching[self._elements.lengths(found) > 0]

    def excused(self, column: Column, is_empty: Mask) -> Mask:
        """Rows that may do without the column: not a segment's first, and something stands beside it."""
        beside = self.find(Column("", column.or_beside))
        if beside is None or isinstance(self.base, int):
            return np.zeros(len(is_empty), np.bool_)
        filled: Mask = is_empty & (self._elements.lengths(beside) > 0) & (self.base > int(self.base.min()))
        return filled

    def _spread(self, table: Table, segments: list[Ints]) -> tuple[Ints, Ints | int]:
        """Each segment once for every base that it reaches, in the order of the file."""
        bases = list(table.segments.values())
        present = [(which, rows) for which, rows in enumerate(segments) if len(rows)]
        if len(present) == 1:
            return self._reached(present[0][1], bases[self.which])
        parts = [self._reached(rows, bases[which]) for which, rows in present]
        segment = np.concatenate([NONE, *(part[0] for part in parts)])
        order = np.argsort(segment, kind="stable")
        self._mixed = np.repeat([which for which, _ in present], [len(part[0]) for part in parts]).take(order)
        base = np.concatenate([NONE, *(np.broadcast_to(part[1], part[0].shape) for part in parts)])
        return segment.take(order), base.take(order)

    def _reached(self, rows: Ints, bases: tuple[int, ...]) -> tuple[Ints, Ints | int]:
        if len(bases) == 1:
            return rows, bases[0]
        reached = np.searchsorted(np.array(bases), self._elements.count.take(rows), side="left")
        if not reached.all() and not self._is_elsewhere.any():
            self.left.append(rows[reached == 0])
        number = np.arange(int(reached.sum())) - np.repeat(np.cumsum(reached) - reached, reached)
        return np.repeat(rows, reached), np.array(bases).take(number)

    def _keep_given(self, positions: tuple[int, ...]) -> None:
        """Only rows where an element at one of the positions is not empty."""
        given = np.zeros(len(self.segment), np.bool_)
        for position in positions:
            found = self.find(Column("", position))
            if found is not None:
                given |= self._elements.lengths(found) > 0
            if given.all():
                return
        kept = np.flatnonzero(given)
        which = self.which if self._mixed is None else self._mixed
        self.left.append(self.segment[~given & ~self._is_elsewhere[which]])
        self.segment = self.segment.take(kept)
        self.base = self.base if isinstance(self.base, int) else self.base.take(kept)
        self._mixed = None if self._mixed is None else self._mixed.take(kept)
        self._measure()

    def _measure(self) -> None:
        """What `find` asks for: the first element of each row's segment, and how many it has."""
        self._first = self._elements.first.take(self.segment)
        self._count = self._elements.count.take(self.segment)
        self._most = int(self._count.max(initial=0))
        self._fewest = int(self._count.min(initial=self._most))
