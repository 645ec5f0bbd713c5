"""Dates of many elements at once: CCYYMMDD to days since 1970, as Arrow's date32 counts them."""

import numpy as np
from numpy.typing import NDArray

from cleanclaim.core.x12.columns.amounts import BYTE, ZEROS, are_digits, pairs_of
from cleanclaim.core.x12.columns.elements import Elements, Ints, Mask

_STARTS = np.arange("0001-01", "10000-02", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int32)
_LENGTHS = np.diff(_STARTS)  # of each month, from January of the year 1 on
_JANUARY = 13  # months


def days(elements: Elements, found: Ints) -> tuple[NDArray[np.int32], Mask]:
    """The days of the texts at `found`, and which of them are dates; the others are 0."""
    nibbles = elements.last_bytes(found) ^ ZEROS
    good = are_digits(nibbles) & (elements.lengths(found) == 8)
    pairs = pairs_of(nibbles)
    century, year, month, day = ((pairs >> np.uint64(at) & BYTE).view(np.int64) for at in (0, 16, 32, 48))
    year += century * 100
    good &= (year > 0) & (month > 0) & (month <= 12) & (day > 0)
    index = np.where(good, year * 12 + month - _JANUARY, 0)
    good &= day <= _LENGTHS.take(index)
    return np.where(good, _STARTS.take(index) + day - 1, 0).astype(np.int32), good
