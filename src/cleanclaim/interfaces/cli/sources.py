"""What FILE... on a command line means: files, folders and `-` for standard input."""

import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from cleanclaim.core.x12.reader import Source

BLANK = b" \t\r\n\x00\x1a\xef\xbb\xbf"
GLANCE = 512  # bytes read to see whether a file of a folder is X12


class Given(Struct, frozen=True):
    """One file to read and the name it is spoken of by."""

    name: str
    source: Source

    def content(self) -> bytes:
        """Its bytes, whole.  Raises OSError."""
        return self.source.read_bytes() if isinstance(self.source, Path) else bytes(self.source)


class Sources(Struct, frozen=True):
    """The files to read, and how many of the folders named were passed over as something else."""

    files: tuple[Given, ...]
    passed_over: int = 0


def sources_of(arguments: Sequence[Path]) -> Sources:
    """Files as named; of a folder every file below it that begins as an interchange does.  Raises OSError."""
    files: list[Given] = []
    passed_over = 0
    for argument in arguments:
        if str(argument) == "-":
            files.append(Given("-", sys.stdin.buffer.read()))
        elif argument.is_dir():
            found = sorted(path for path in argument.rglob("*") if path.is_file())
            x12 = [path for path in found if looks_like_x12(path)]
            files.extend(Given(str(path), path) for path in x12)
            passed_over += len(found) - len(x12)
        else:
            files.append(Given(str(argument), argument))
    return Sources(tuple(files), passed_over)


def looks_like_x12(path: Path) -> bool:
    """Whether a file begins with ISA, after blanks."""
    with path.open("rb") as stream:
        return stream.read(GLANCE).lstrip(BLANK).startswith(b"ISA")
