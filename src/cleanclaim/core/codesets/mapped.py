"""Tables of numbers by code, in a file that is mapped into memory: opened at once, shared between processes.

A file is a line that names it, a line of JSON (columns, rows), and the columns one after another: first the keys in
ascending order, 64 bits each, then each column in its own width.  A key may stand in several rows, which follow each
other.  Codes become keys by `key_of`: letters and digits to the base of 36.
"""

import json
import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

_NAMES = "cleanclaim table 1\n"
_ALIGNED = 8
_NONE = range(0)


_WIDTH = 36**5  # of a code of five characters, beside which another stands


def key_of(*codes: str) -> int:
    """The key of codes that stand together ("99213", "36415"); -1 when one cannot be a code."""
    return _key("".join(codes))


def pair_key(first: str, second: str) -> int:
    """As `key_of` two procedures, for questions that are asked millions of times."""
    high, low = _key(first), _key(second)
    return high * _WIDTH + low if len(second) == 5 and high >= 0 and low >= 0 else key_of(first, second)


@lru_cache(maxsize=50_000)
def _key(text: str) -> int:
    try:
        return int(text, 36) if text.isascii() and text.isalnum() else -1
    except ValueError:
        return -1


def write_table(path: Path, columns: Mapping[str, str], rows: Iterable[tuple[int, ...]]) -> int:
    """Write rows of a key and one number for each column; gives how many there are."""
    ordered = sorted(rows)
    with path.open("xb") as file:
        file.writelines(_sections(columns, ordered))
    return len(ordered)


def table_of(columns: Mapping[str, str], rows: Iterable[tuple[int, ...]]) -> "MappedTable":
    """A small table in memory.

    `columns` are names and array type codes ("H" 16 bits, "I" 32, "q" signed 64, "B" 8), in the order of the numbers.
    """
    return MappedTable(b"".join(_sections(columns, sorted(rows))))


def _sections(columns: Mapping[str, str], ordered: list[tuple[int, ...]]) -> Iterator[bytes]:
    start = f"{_NAMES}{json.dumps({'columns': columns, 'rows': len(ordered)})}\n".encode()
    yield start + bytes(-len(start) % _ALIGNED)
    for position, code in enumerate(("Q", *columns.values())):
        content = array(code, (row[position] for row in ordered)).tobytes()
        yield content + bytes(-len(content) % _ALIGNED)


class MappedTable:
    """One file of `write_table`, read only, or its bytes.  Each column is a sequence of its numbers, by name."""

    def __init__(self, content: Path | bytes) -> None:
        self._content = _mapped(content) if isinstance(content, Path) else content
        names, _, rest = self._content[: len(_NAMES) + 4_096].partition(b"\n")
        assert names.decode() + "\n" == _NAMES, f"{content!r} is not a table"
        line = rest.partition(b"\n")[0]
        head = json.loads(line)
        at = len(_NAMES) + len(line) + 1
        view = memoryview(self._content)
        self._columns: dict[str, Sequence[int]] = {}
        for name, code in {"": "Q", **head["columns"]}.items():
            at += -at % _ALIGNED
            size = head["rows"] * array(code).itemsize
            self._columns[name] = view[at : at + size].cast(code)
            at += size
        self._keys = self._columns[""]
        self._count = len(self._keys)
        self._spans: dict[int, tuple[int, int]] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        """The names of its columns; that of the keys is empty."""
        return iter(self._columns)

    def __getitem__(self, column: str) -> Sequence[int]:
        """A column by its name."""
        return self._columns[column]

    def rows(self, key: int) -> range:
        """The positions of the rows of a key; none for a key that is not there."""
        if key < 0:
            return _NONE
        keys, count = self._keys, self._count
        beginning = key // _WIDTH
        span = self._spans.get(beginning)
        if span is None:
            span = self._span(beginning)
        first = last = bisect_left(keys, key, *span)
        while last < count and keys[last] == key:
            last += 1
        return range(first, last) if last > first else _NONE

    def _span(self, beginning: int) -> tuple[int, int]:
        """Where the keys with the first code of a pair lie: found once, so that a pair is looked for among hundreds."""
        start = bisect_left(self._keys, beginning * _WIDTH)
        self._spans[beginning] = start, bisect_left(self._keys, (beginning + 1) * _WIDTH, start)
        return self._spans[beginning]


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
