"""What FILE... on a command line means: files, folders, patterns and `-` for standard input; gzip is read as it is."""

import errno
import gzip
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from msgspec import Struct

from cleanclaim.core.x12.stream import Source

BLANK = b" \t\r\n\x00\x1a\xef\xbb\xbf"
GLANCE = 512  # bytes read to see whether a file of a folder is X12
_GZIP = b"\x1f\x8b"


class Given(Struct, frozen=True):
    """One file to read and the name it is spoken of by; `path` is None for what was piped in."""

    name: str
    path: Path | None = None
    piped: bytes = b""

    @property
    def source(self) -> Source:
        """Its X12, from the beginning, however often it is asked for.  Raises OSError."""
        if self.path is None:
            return gzip.decompress(self.piped) if self.piped.startswith(_GZIP) else self.piped
        return _unzipped(self.path) if _is_gzip(self.path) else self.path

    @property
    def size(self) -> int:
        """Bytes on disk.  Raises OSError."""
        return self.path.stat().st_size if self.path else len(self.piped)

    def content(self) -> bytes:
        """Its bytes, whole.  Raises OSError."""
        source = self.source
        if isinstance(source, Path):
            return source.read_bytes()
        return source if isinstance(source, bytes) else source.read()


class Sources(Struct, frozen=True):
    """The files to read, and how many of the folders named were passed over as something else."""

    files: tuple[Given, ...]
    passed_over: int = 0


def sources_of(arguments: Sequence[Path]) -> Sources:
    """Files as named; of a folder every file below it that begins as an interchange does.  Raises OSError."""
    files: list[Given] = []
    passed_over = 0
    for argument in (each for given in arguments for each in _matching(given)):
        if str(argument) == "-":
            files.append(Given("-", piped=sys.stdin.buffer.read()))
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
        start = stream.read(GLANCE)
    if start.startswith(_GZIP):
        with _unzipped(path) as stream:
            start = stream.read(GLANCE)
    return start.lstrip(BLANK).startswith(b"ISA")


class Unzipped(gzip.GzipFile):
    """The content of a gzip file; one that is damaged or cut off is an OSError, as any file that cannot be read."""

    def read(self, size: int | None = -1) -> bytes:
        """As of any stream."""
        try:
            return super().read(size)
        except (EOFError, zlib.error) as damage:
            raise OSError(errno.EIO, f"the gzip file is damaged: {damage}", self.name) from None


def _unzipped(path: Path) -> BinaryIO:
    return cast("BinaryIO", Unzipped(path))


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(_GZIP)) == _GZIP


def _matching(argument: Path) -> Iterator[Path]:
    """A pattern in quotation marks means what it matches, at least one file; anything else itself.  Raises OSError."""
    text = str(argument)
    if not any(mark in text for mark in "*?[") or argument.exists():
        yield argument
        return
    anchor = Path(argument.anchor or ".")
    found = sorted(path for path in anchor.glob(str(argument.relative_to(anchor))) if path.is_file())
    if not found:
        raise FileNotFoundError(errno.ENOENT, "no file is named so", text)
    yield from found
