"""Releases of a table side by side, each with the days it answers for: `<folder>/<set>/<release>/`.

A release is written beside its place and moved there when it is whole, so that no half of one is ever read.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from cleanclaim.core.codesets.code_set import missing
from cleanclaim.core.codesets.errors import CodeSetMissing
from cleanclaim.core.codesets.mapped import MappedTable, write_table

TABLE, MANIFEST = "table.bin", "release.json"
T = TypeVar("T")


class Release(Struct, frozen=True):
    """What one loaded release is."""

    set: str  # "ncci_ptp_practitioner"
    name: str  # "2026Q4"
    first: date
    last: date
    rows: int
    source: str  # the file it was read from
    sha256: str  # of that file
    loaded_on: date


class Releases(Generic[T]):
    """The releases of one set that are loaded; `read` makes of a table what answers questions.

    With `always` that one answers for every day: for examples, which bring their own rows.
    """

    def __init__(
        self, folder: Path, name: str, title: str, read: Callable[[MappedTable], T], *, always: T | None = None
    ) -> None:
        self._folder, self.name, self.title, self._read = folder / name, name, title, read
        self._always = always
        self._opened: dict[str, T] = {}

    @cached_property
    def loaded(self) -> tuple[Release, ...]:
        """Every release, oldest first."""
        found = [msgspec.json.decode(path.read_bytes(), type=Release) for path in self._folder.glob(f"*/{MANIFEST}")]
        return tuple(sorted(found, key=lambda release: release.first))

    def answers(self, on: date) -> bool:
        """Whether a table is loaded for a day."""
        return self._always is not None or any(each.first <= on <= each.last for each in self.loaded)

    def at(self, on: date) -> T:
        """The table that answers for a day; CodeSetMissing when none does."""
        if self._always is not None:
            return self._always
        release = next((each for each in reversed(self.loaded) if each.first <= on <= each.last), None)
        if release is None:
            raise CodeSetMissing(self._missing(on))
        if release.name not in self._opened:
            self._opened[release.name] = self._read(MappedTable(self._folder / release.name / TABLE))
        return self._opened[release.name]

    def _missing(self, on: date) -> str:
        if not self.loaded:
            return f"{self.title} is not loaded"
        return missing(self.title, self.loaded[0].first, max(release.last for release in self.loaded), on)


def release_save(
    folder: Path, release: Release, columns: Mapping[str, str], rows: Iterable[tuple[int, ...]]
) -> Release:
    """Write a release; one of the same set and name is replaced.  The release as written, with its rows counted."""
    place = folder / release.set / release.name
    being_written = place.with_name(f".{release.name}.part")
    rmtree(being_written, ignore_errors=True)
    being_written.mkdir(parents=True)
    written = msgspec.structs.replace(release, rows=write_table(being_written / TABLE, columns, rows))
    (being_written / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(written)))
    if place.exists():
        rmtree(place)
    being_written.rename(place)
    return written
