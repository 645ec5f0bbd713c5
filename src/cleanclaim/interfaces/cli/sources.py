"""What FILE... on a command line means: files, folders, patterns and `-` for standard input; gzip is read as it is."""

import errno
import gzip
import sys
import zlib
from collections.abc import Iterator, Sequence
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.interfaces.cli.progress import Heard

BLANK = b" \t\r\n\x00\x1a\xef\xbb\xbf"
GLANCE = 512  # bytes read to see whether a file of a folder is X12
_GZIP = b"\x1f\x8b"


class Given(Struct, frozen=True):
    """One file to read and the name it is spoken of by; `path` is None for standard input, which comes only once."""

    name: str
    path: Path | None = None
    heard: tuple[Heard, ...] = ()  # who is told of the bytes as they are read
    piped: bytes | None = None  # standard input, where it is held

    @property
    def source(self) -> BinaryIO:
        """Its X12, unzipped, from the beginning.  Raises OSError."""
        stream = BufferedReader(_Told(self._opened(), self.heard, closes=self.path is not None))
        is_gzip = stream.peek(len(_GZIP)).startswith(_GZIP)
        return cast("BinaryIO", Unzipped(self.name, fileobj=stream) if is_gzip else stream)

    @property
    def size(self) -> int:
        """Bytes on disk; 0 where nobody knows, or it cannot be read."""
        try:
            return self.path.stat().st_size if self.path else len(self.piped or b"")
        except OSError:
            return 0

    def content(self) -> bytes:
        """Its bytes, whole.  Raises OSError."""
        return self.source.read()

    def telling(self, heard: Heard) -> "Given":
        """The same, of which another one hears."""
        return replace(self, heard=(*self.heard, heard))

    def held(self) -> "Given":
        """The same for another process, which has a standard input of its own.  Raises OSError."""
        is_open = self.path is None and self.piped is None
        return replace(self, piped=sys.stdin.buffer.read()) if is_open else self

    def _opened(self) -> BinaryIO:
        if self.path:
            return self.path.open("rb", buffering=0)
        return sys.stdin.buffer if self.piped is None else BytesIO(self.piped)


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
            files.append(Given("-"))
        elif argument.is_dir():
            found = sorted(path for path in argument.rglob("*") if path.is_file())
            x12 = [path for path in found if looks_like_x12(path)]
            files.extend(Given(str(path), path) for path in x12)
            passed_over += len(found) - len(x12)
        else:
            files.append(Given(str(argument), argument))
    return Sources(tuple(files), passed_over)


def size_of(files: Sequence[Given]) -> int:
    """Bytes of all of them on disk; 0 where nobody knows."""
    is_known = all(given.path or given.piped is not None for given in files)
    return sum(given.size for given in files) if is_known else 0


def looks_like_x12(path: Path) -> bool:
    """Whether a file begins with ISA, after blanks, or cannot be read: then whoever reads it says why."""
    try:
        return Given(str(path), path).source.read(GLANCE).lstrip(BLANK).startswith(b"ISA")
    except OSError:
        return True


class Unzipped(gzip.GzipFile):
    """The content of a gzip file; one that is damaged or cut off is an OSError, as any file that cannot be read."""

    def read(self, size: int | None = -1) -> bytes:
        """As of any stream."""
        try:
            return super().read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as damage:
            raise OSError(errno.EIO, f"the gzip file is damaged: {damage}", self.name) from None


class _Told(RawIOBase):
    """A file that tells how far it is read."""

    def __init__(self, file: BinaryIO, heard: Sequence[Heard], *, closes: bool) -> None:
        super().__init__()
        self._file, self._heard, self._closes = file, heard, closes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        count = self._file.readinto(buffer)
        for heard in self._heard:
            heard(count)
        return count

    def close(self) -> None:
        if self._closes:
            self._file.close()
        super().close()


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
