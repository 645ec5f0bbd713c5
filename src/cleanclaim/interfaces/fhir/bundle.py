"""A bundle as what can be looked up in it, and files of bundles: JSON, NDJSON, NDJSON compressed with zstd.

Bare resources, one a line as bulk exports write them, are gathered over all files into one last bundle.
"""

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec
import zstandard
from msgspec import Struct, field

from cleanclaim.interfaces.fhir.resources import (
    USED,
    Entry,
    Reference,
    Resource,
    bundle_decoder,
    named_decoder,
    resource_decoder,
)

SUFFIXES = (".json", ".ndjson", ".jsonl", ".ndjson.zst", ".jsonl.zst")
R = TypeVar("R", bound=Resource)
ReadSoFar = Callable[[int], None]


class Unreadable(Struct, frozen=True):
    """A file, line or resource that is not FHIR, and why."""

    place: str
    problem: str


class Bundle(Struct):
    """The resources of one bundle by what they are referred to by; `left_out` counts those of other kinds."""

    by_reference: dict[str, Resource] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    resources: list[Resource] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    unreadable: list[Unreadable] = field(default_factory=list)

    def add(self, entry: Entry, place: str) -> None:
        """Take one resource; one that cannot be read is noted."""
        try:
            named = named_decoder.decode(entry.resource)
            if named.resource_type not in USED:
                self.left_out[named.resource_type or "no resourceType"] += 1
                return
            resource = resource_decoder.decode(entry.resource)
        except msgspec.MsgspecError as problem:
            self.unreadable.append(Unreadable(place, str(problem)))
            return
        self.resources.append(resource)
        own = f"{named.resource_type}/{named.id}" if named.id else ""
        self.keys[id(resource)] = entry.full_url if entry.full_url.startswith("http") else named.id or entry.full_url
        for key in (entry.full_url, own, f"urn:uuid:{named.id}"):
            if key:
                self.by_reference.setdefault(key, resource)

    def all(self, kind: type[R]) -> Iterator[R]:
        """The resources of a kind, in order."""
        return (resource for resource in self.resources if isinstance(resource, kind))

    def find(self, reference: Reference, kind: type[R]) -> R | None:
        """What is referred to, when the bundle holds it and it is of that kind."""
        found = self.by_reference.get(reference.reference)
        return found if isinstance(found, kind) else None

    def key(self, resource: Resource) -> str:
        """What names the resource at its source for ever: its address there, else its id; at most 120 characters."""
        return self.keys[id(resource)][-120:]


def files_of(path: Path) -> list[Path]:
    """The file itself, or of a folder every file below it with a name that FHIR files have.  Raises OSError."""
    if not path.is_dir():
        return [path]
    return sorted(found for found in path.rglob("*") if found.is_file() and found.name.endswith(SUFFIXES))


def read_bundles(paths: Sequence[Path], read_so_far: ReadSoFar) -> Iterator[Bundle | Unreadable]:
    """Every bundle of the files, one in memory at a time; what is not FHIR says so.  Raises OSError."""
    loose = Bundle()
    read_before = 0
    for path in paths:
        with path.open("rb") as stream:
            for place, text in _documents(stream, path):
                yield from _read(text, place, loose)
                read_so_far(read_before + stream.tell())
        read_before += path.stat().st_size
        read_so_far(read_before)
    if loose.resources or loose.left_out or loose.unreadable:
        yield loose


def _read(text: bytes, place: str, loose: Bundle) -> Iterator[Bundle | Unreadable]:
    try:
        named = named_decoder.decode(text)
        if named.resource_type != "Bundle":
            loose.add(Entry(resource=msgspec.Raw(text)), place)
            return
        document = bundle_decoder.decode(text)
    except msgspec.MsgspecError as problem:
        yield Unreadable(place, str(problem))
        return
    bundle = Bundle()
    for number, entry in enumerate(document.entry, start=1):
        bundle.add(entry, f"{place} entry {number}")
    yield bundle


def _documents(stream: BinaryIO, path: Path) -> Iterator[tuple[str, bytes]]:
    """(place, JSON) of each document: a whole .json file, else a line."""
    if path.name.endswith(".json"):
        yield path.name, stream.read()
        return
    lines: BinaryIO | io.BufferedReader = stream
    if path.name.endswith(".zst"):
        lines = io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(stream), 1 << 20)
    try:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield f"{path.name} line {number}", line
    except zstandard.ZstdError as problem:
        raise OSError(0, f"not a zstd file ({problem})", str(path)) from problem
