"""Many columns at once: what they need is gathered first, read in one go, and cut into columns afterwards."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cleanclaim.core.x12.columns.elements import Elements, Ints, Mask

Span = tuple[int, int]
"""Where a column starts in what was gathered, and its length."""


class Gathering:
    """Elements of one kind, of many columns."""

    def __init__(self) -> None:
        self._parts: list[Ints] = []
        self._size = 0

    def add(self, found: Ints) -> Span:
        """Where what is read of them will stand."""
        span = self._size, len(found)
        self._parts.append(found)
        self._size += len(found)
        return span

    def found(self) -> Ints:
        """All of them."""
        return np.concatenate(self._parts) if self._parts else np.zeros(0, np.int64)


class Values:
    """Amounts, dates or keys of many columns; what is not good is null."""

    def __init__(self, kind: pa.DataType, values: NDArray[np.int64] | NDArray[np.int32], good: Mask) -> None:
        self.values, self.good = values, good
        validity = None if good.all() else bitmap(good)
        self.array = pa.Array.from_buffers(kind, len(values), [validity, pa.py_buffer(values)])


Read = Callable[[Elements, Ints], tuple[NDArray[np.int64] | NDArray[np.int32], Mask]]


def texts(elements: Elements, found: Ints) -> pa.StringArray:
    """The texts at `found`, null where they are empty."""
    taken = elements.texts.take(pa.array(found))
    _, offsets, content = taken.buffers()
    there = np.diff(np.frombuffer(offsets, np.int32, len(found) + 1)) > 0
    if there.all():
        return taken
    return pa.StringArray.from_buffers(len(found), offsets, content, bitmap(there))


def lists(elements: Elements, start: int, end: int) -> pa.ListArray:
    """Of each segment a list of its elements from `start` up to `end`, without empty ones at its end; null for none."""
    sizes = np.zeros(len(elements.count), np.int64)
    for place in range(start, min(end, int(elements.count.max(initial=0)))):
        some = np.flatnonzero(elements.count > place)
        filled = some[elements.lengths(elements.first[some] + place) > 0]
        sizes[filled] = place - start + 1
    before = np.cumsum(sizes) - sizes
    found = np.repeat(elements.first + start - before, sizes) + np.arange(int(sizes.sum()))
    values = elements.texts.take(pa.array(found))
    buffers = [bitmap(sizes > 0), pa.py_buffer(np.append(before, len(found)).astype(np.int32))]
    return pa.ListArray.from_buffers(pa.list_(pa.string()), len(sizes), buffers, children=[values])


def bitmap(there: Mask) -> pa.Buffer:
    """Arrow's validity of a mask."""
    return pa.py_buffer(np.packbits(there, bitorder="little"))
