"""The agencies' files into releases: recognized, read whole, counted, and only then put in their place."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path

from msgspec import Struct

from cleanclaim.core.codesets.imports.cells import UnreadableRow
from cleanclaim.core.codesets.imports.diagnoses import order_write, tabular_write
from cleanclaim.core.codesets.imports.encode import ENCODERS
from cleanclaim.core.codesets.imports.layout import LAYOUTS, Match, recognized
from cleanclaim.core.codesets.imports.lists import LISTS
from cleanclaim.core.codesets.imports.sheets import Sheet, UnreadableSheet, sheets_of
from cleanclaim.core.codesets.imports.when import first_day, last_day
from cleanclaim.core.codesets.mapped import write_table
from cleanclaim.core.codesets.overlay import codes_write
from cleanclaim.core.codesets.releases import TABLE, Release, release_places, release_save

_PART = re.compile(r"-f(\d+)\b", re.IGNORECASE)
_LEAST = 0.8  # of the rows of the release before; a table with fewer was hardly read whole


class Loaded(Struct, frozen=True):
    """What became of one table: the release, or why it was left out."""

    source: str
    release: Release | None = None
    problem: str = ""


class _Piece(Struct, frozen=True):
    """A table of a file, or one of the files that a table is broken into."""

    sheet: Sheet
    match: Match
    first: date


def codes_import(
    path: Path, folder: Path, *, loaded_on: date, first: date | None = None, smaller: bool = False
) -> Iterator[Loaded]:
    """Every table of a file, of an archive, or of the files of a folder, into releases below `folder`.

    `first` is the first day a release answers for, where neither the file's name nor its titles say it.  A table that
    cannot be read to its end, or holds far fewer rows than the release before (unless `smaller`), leaves what was
    loaded as it was.
    """
    pieces: dict[tuple[int, date], list[_Piece]] = {}
    for sheet in _sheets(path):
        read = sheet if isinstance(sheet, Loaded) else _piece(sheet, first)
        if isinstance(read, Loaded):
            yield read
        else:
            pieces.setdefault((LAYOUTS.index(read.match.layout), read.first), []).append(read)
    for _, together in sorted(pieces.items(), key=lambda item: item[0]):
        yield from _load(together, folder, loaded_on, smaller)


def _sheets(path: Path) -> Iterator[Sheet | Loaded]:
    paths = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    for each in paths:
        try:
            yield from sheets_of(each)
        except (UnreadableSheet, OSError) as problem:
            yield Loaded(each.name, problem=str(problem))


def _piece(sheet: Sheet, first: date | None) -> _Piece | Loaded:
    try:
        match = recognized(sheet)
    except UnreadableSheet as problem:
        return Loaded(sheet.name, problem=str(problem))
    if match is None:
        return Loaded(sheet.name, problem="none of the tables known here has such headings")
    starts = first or first_day(sheet.name, match.above)
    if starts is None:
        return Loaded(sheet.name, problem="its name does not say from when it holds: name the first day")
    return _Piece(sheet, match, starts)


def _load(pieces: list[_Piece], folder: Path, loaded_on: date, smaller: bool) -> Iterator[Loaded]:
    """One release of the pieces; a workbook beside the text of the same table is passed over."""
    texts = {Path(each.sheet.name).stem.lower() for each in pieces if not each.sheet.is_workbook}
    once = [p for p in pieces if not (p.sheet.is_workbook and Path(p.sheet.name).stem.lower() in texts)]
    layout = once[0].match.layout
    if layout.parts == 1:
        yield from (Loaded(each.sheet.name, problem=f"the same table as {once[-1].sheet.name}") for each in once[:-1])
        once = once[-1:]
    source = ", ".join(each.sheet.name for each in once)
    try:
        _require_all_parts(once)
        yield Loaded(source, _saved(once, source, folder, loaded_on, smaller))
    except (UnreadableRow, UnreadableSheet) as problem:
        yield Loaded(source, problem=str(problem))


def _require_all_parts(pieces: list[_Piece]) -> None:
    numbers = sorted({int(found[1]) for each in pieces if (found := _PART.search(each.sheet.name))})
    parts = max([pieces[0].match.layout.parts, *numbers])
    lacking = sorted(set(range(1, parts + 1)) - set(numbers))
    if numbers and lacking:
        missing = ", ".join(f"f{number}" for number in lacking)
        raise UnreadableSheet(f"the table comes in {parts} files, {missing} is not among them: load all together")


def _saved(pieces: list[_Piece], source: str, folder: Path, loaded_on: date, smaller: bool) -> Release:
    layout, first = pieces[0].match.layout, pieces[0].first
    digest = hashlib.sha256(b"".join(each.sheet.content for each in pieces)).hexdigest()
    last = last_day(first, layout.days)
    name = f"FY{last.year}" if layout.days == "fiscal" else f"{first.year}Q{(first.month + 2) // 3}"
    release = Release(layout.set, name, first, last, 0, source, digest, loaded_on)
    before = [each for each in release_places(folder, layout.set) if each.first <= first]

    def write(place: Path) -> int:
        rows = _written(place, release, pieces, folder)
        if rows == 0:
            raise UnreadableRow("holds no row under its headings")
        if before and rows < before[-1].rows * _LEAST and not smaller:
            raise UnreadableRow(
                f"holds {rows:,} rows where {before[-1].name} has {before[-1].rows:,}: not the whole table"
            )
        return rows

    return release_save(folder, release, write)


def _written(place: Path, release: Release, pieces: list[_Piece], folder: Path) -> int:
    layout = pieces[0].match.layout
    if not (layout.columns or layout.line):
        return tabular_write(place, release, pieces[0].sheet, folder)
    records = chain.from_iterable(each.match.records(each.sheet) for each in pieces)
    if release.set == "icd10cm":
        return order_write(place, release, records, folder)
    if release.set in LISTS:
        return codes_write(place, LISTS[release.set](records, release.first))
    columns, encode = ENCODERS[release.set]
    return write_table(place / TABLE, columns, set(encode(records)))
