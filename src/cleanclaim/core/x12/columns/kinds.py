"""What a segment is to the tables, by its name: one small number for each of a piece's segments at once."""

import numpy as np
from numpy.typing import NDArray

from cleanclaim.core.x12.columns.elements import Ints, Names, name_number
from cleanclaim.core.x12.columns.schema import FROM_SEGMENTS

OTHER, PASSED_OVER = 0, 255
_OF_TABLES = list(dict.fromkeys(name for table in FROM_SEGMENTS for name in table.segments))
_WALKED = ["BPR", "TRN", "ISA", "GS", "ST", "SE", "GE", "IEA", "TA1"]
NAMES = ["", *_OF_TABLES, "LX", *_WALKED]
CODES = {name: code for code, name in enumerate(NAMES) if name}
FIRST_WALKED = CODES["BPR"]  # from here on segments are looked at one by one
WHOLE = (OTHER, CODES["LX"])
"""Kinds that no table holds whole."""

_CODE_OF = np.zeros(1 << 24, np.uint8)  # by the number of a name; few of its pages are ever touched
for _name, _code in CODES.items():
    _CODE_OF[name_number(_name)] = _code


def kinds_of(names: Names) -> NDArray[np.uint8]:
    """The code of each segment, OTHER for a name that no table knows."""
    return _CODE_OF.take(names)


class ByKind:
    """The segments of each kind, in the order of the file."""

    def __init__(self, kinds: NDArray[np.uint8]) -> None:
        self._sorted = np.argsort(kinds, kind="stable")
        self._ends = np.cumsum(np.bincount(kinds, minlength=256))

    def __getitem__(self, code: int) -> Ints:
        return self._sorted[self._ends[code - 1] if code else 0 : self._ends[code]]
