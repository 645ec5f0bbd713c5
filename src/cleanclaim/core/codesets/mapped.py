"""Tables of numbers by code, in a file that is mapped into memory: opened at once, shared between processes.

A file is a line that names it, a line of JSON (columns, rows), and the columns one after another: first the keys in
ascending order, 64 bits each, then each column in its own width.  A key may stand in several rows, which follow each
other.  Codes become keys by `key_of`: letters and digits to the base of 36.
"""

import json
import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

_NAMES = "cleanclaim table 1\n"
_ALIGNED = 8


def key_of(*codes: str) -> int:
    """The key of codes that stand together ("99213", "36415"); -1 when one cannot be a code."""
    text = "".join(codes)
    try:
        return int(text, 36) if text.isascii() and text.isalnum() else -1
    except ValueError:
        return -1


def write_table(path: Path, columns: Mapping[str, str], rows: Iterable[tuple[int, ...]]) -> int:
    """Write rows of a key and one number for each column; gives how many there are.

    `columns` are names and array type codes ("H" 16 bits, "I" 32, "q" signed 64, "B" 8), in the order of the numbers.
    """
    ordered = sorted(rows)
    head = json.dumps({"columns": columns, "rows": len(ordered)})
    start = (_NAMES + head + "\n").encode()
    with path.open("xb") as file:
        file.write(start + b" " * (-len(start) % _ALIGNED))
        for position, code in enumerate(("Q", *columns.values())):
            content = array(code, (row[position] for row in ordered)).tobytes()
            file.write(content + bytes(-len(content) % _ALIGNED))
    return len(ordered)


class MappedTable:
    """One file of `write_table`, read only.  Each column is a sequence of its numbers, by name."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        names, _, rest = self._map[: len(_NAMES) + 4_096].partition(b"\n")
        assert names.decode() + "\n" == _NAMES, f"{path} is not a table"
        line = rest.partition(b"\n")[0]
        head = json.loads(line)
        at = len(_NAMES) + len(line) + 1
        view = memoryview(self._map)
        self._columns: dict[str, Sequence[int]] = {}
        for name, code in {"": "Q", **head["columns"]}.items():
            at += -at % _ALIGNED
            size = head["rows"] * array(code).itemsize
            self._columns[name] = view[at : at + size].cast(code)
            at += size
        self._keys = self._columns[""]

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, column: str) -> Sequence[int]:
        """A column by its name."""
        return self._columns[column]

    def rows(self, key: int) -> range:
        """The positions of the rows of a key; none for a key that is not there."""
        if key < 0:
            return range(0)
        first = last = bisect_left(self._keys, key)
        while last < len(self._keys) and self._keys[last] == key:
            last += 1
        return range(first, last)
