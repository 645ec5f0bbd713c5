"""Releases of a table side by side, each with the days it answers for: `<folder>/<set>/<release>.<edition>/`.

A release is written beside its place and moved there when it is whole, so that no half of one is ever read; loaded
again, it gets the next edition, and the one before is left for whoever has it open.
"""

import os
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from cleanclaim.core.codesets.code_set import missing
from cleanclaim.core.codesets.errors import CodeSetMissing
from cleanclaim.core.codesets.mapped import MappedTable

TABLE, MANIFEST = "table.bin", "release.json"
T = TypeVar("T")


class Release(Struct, frozen=True):
    """What one loaded release is."""

    set: str  # "ncci_ptp_practitioner"
    name: str  # "2026Q4"
    first: date
    last: date
    rows: int
    source: str  # the files it was read from
    sha256: str  # of those files, one after another
    loaded_on: date


class Releases(Generic[T]):
    """The releases of one set that are loaded; `read` makes of a table what answers questions.

    With `always` that one answers for every day: for examples, which bring their own rows.
    """

    def __init__(
        self, folder: Path, name: str, title: str, read: Callable[[MappedTable], T], *, always: T | None = None
    ) -> None:
        self._folder, self.name, self.title, self._read = folder, name, title, read
        self._always = always
        self._opened: dict[str, T] = {}
        self._by_day: dict[date, T] = {}

    @cached_property
    def _places(self) -> dict[Release, Path]:
        return release_places(self._folder, self.name)

    @cached_property
    def loaded(self) -> tuple[Release, ...]:
        """Every release, oldest first."""
        return tuple(self._places)

    def answers(self, on: date) -> bool:
        """Whether a table is loaded for a day."""
        if self._always is not None or on in self._by_day:
            return True
        return any(each.first <= on <= each.last for each in self.loaded)

    def at(self, on: date) -> T:
        """The table that answers for a day; CodeSetMissing when none does."""
        if self._always is not None:
            return self._always
        found = self._by_day.get(on)
        if found is None:
            found = self._by_day[on] = self._open(on)
        return found

    def _open(self, on: date) -> T:
        release = next((each for each in reversed(self.loaded) if each.first <= on <= each.last), None)
        if release is None:
            raise CodeSetMissing(self._missing(on))
        if release.name not in self._opened:
            self._opened[release.name] = self._read(MappedTable(self._places[release] / TABLE))
        return self._opened[release.name]

    def _missing(self, on: date) -> str:
        if not self.loaded:
            return f"{self.title} is not loaded"
        return missing(self.title, self.loaded[0].first, max(release.last for release in self.loaded), on)


def release_places(folder: Path, name: str) -> dict[Release, Path]:
    """The loaded releases of a set, oldest first, and the folder of the latest edition of each."""
    latest: dict[str, tuple[int, Release, Path]] = {}
    for path in (folder / name).glob(f"[!.]*/{MANIFEST}"):
        release = msgspec.json.decode(path.read_bytes(), type=Release)
        edition = _edition(path.parent)
        if edition >= latest.get(release.name, (0,))[0]:
            latest[release.name] = edition, release, path.parent
    return {release: place for _, release, place in sorted(latest.values(), key=lambda found: found[1].first)}


def release_save(folder: Path, release: Release, write: Callable[[Path], int]) -> Release:
    """Put a release in its place when `write`, given an empty folder, has filled it and told its rows.

    One of the same set and name is superseded.  The release as written, with its rows counted.
    """
    home = folder / release.set
    being_written = home / f".{release.name}.{os.getpid()}.part"
    rmtree(being_written, ignore_errors=True)
    being_written.mkdir(parents=True)
    try:
        written = msgspec.structs.replace(release, rows=write(being_written))
        (being_written / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(written)))
        editions = sorted((p for p in home.glob("[!.]*") if _release_name(p) == release.name), key=_edition)
        being_written.rename(home / f"{release.name}.{_edition(editions[-1]) + 1 if editions else 1}")
    finally:
        rmtree(being_written, ignore_errors=True)  # nothing is there once it has its name
    for superseded in editions[:-1]:
        rmtree(superseded)
    return written


def _release_name(place: Path) -> str:
    return place.name.rpartition(".")[0] or place.name


def _edition(place: Path) -> int:
    number = place.name.rpartition(".")[2]
    return int(number) if number.isdigit() and "." in place.name else 0
