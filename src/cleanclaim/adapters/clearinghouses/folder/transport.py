"""Two folders: /inbound takes our files, /outbound has the partner's for us (named as the partner sees them)."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from cleanclaim.core.ports import PartnerUnavailable, ReceivedFile

INBOUND, OUTBOUND = "inbound", "outbound"
PART = ".part"  # a file that is still being written


class FolderClearinghouse:
    """The partner whose folders lie in `folder`; they are made when missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self._offered: dict[str, bytes] = {}  # by name, the digest of what was read

    def deliver(self, name: str, content: bytes) -> None:
        """Whole or not at all: a partner that looks meanwhile never sees half a file.  The same name replaces it."""
        try:
            put(self.folder / INBOUND, name, content, is_durable=True)
        except OSError as error:
            raise PartnerUnavailable(f"{self.folder / INBOUND}: {error.strerror or error}") from error

    def collect(self) -> Iterator[ReceivedFile]:
        """What waits in /outbound, oldest first; a file that changes while it is read is left for the next time."""
        for path in waiting(self.folder / OUTBOUND):
            try:
                content = unchanged(path)
            except FileNotFoundError:  # taken by another worker since the folder was listed
                continue
            except OSError as error:
                raise PartnerUnavailable(f"{path}: {error.strerror or error}") from error
            if content is not None:
                self._offered[path.name] = digest(content)
                yield ReceivedFile(path.name, content)

    def confirm(self, name: str) -> None:
        """Remove the file from /outbound; one that is gone already is confirmed.

        The partner may have put another content under that name since it was read.  So the file is first moved to a
        name that nobody else writes to; what was not read stays there and is offered the next time.
        """
        path = self.folder / OUTBOUND / bare(name)
        aside = path.with_name(f"{secrets.token_hex(4)}-{path.name}")
        with suppress(FileNotFoundError):
            path.rename(aside)
            if digest(aside.read_bytes()) == self._offered.pop(name, None):
                aside.unlink()

    def ask(self, content: bytes) -> bytes:
        """Folders answer no question at once."""
        raise PartnerUnavailable("This partner exchanges files only and cannot answer a question at once.")


def put(folder: Path, name: str, content: bytes, *, is_durable: bool = False) -> None:
    """Write `name` beside its place and move it there; `is_durable`: it survives a power cut."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / bare(name)
    part = path.with_name(path.name + PART)
    with part.open("wb") as file:
        file.write(content)
        if is_durable:
            file.flush()
            os.fsync(file.fileno())
    part.replace(path)


def unchanged(path: Path) -> bytes | None:
    """The content; None when somebody wrote to the file meanwhile."""
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        content = file.read()
        after = os.fstat(file.fileno())
    is_same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return content if is_same else None


def digest(content: bytes) -> bytes:
    """Two contents with the same one are the same."""
    return sha256(content).digest()


def waiting(folder: Path) -> list[Path]:
    """Finished files, oldest first."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if entry.is_file() and not entry.name.endswith(PART)]
        dated = sorted((entry.stat().st_mtime_ns, entry.name) for entry in found if not entry.name.startswith("."))
    return [folder / name for _, name in dated]


def bare(name: str) -> str:
    """The name itself; a path is refused, since partners choose names too."""
    if not name or name in {".", ".."} or "/" in name or "\\" in name or "\0" in name:
        raise ValueError(f"{name!r} is not a file name")
    return name
