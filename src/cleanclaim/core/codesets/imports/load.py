"""One of the agencies' files into a release: recognized, read whole, counted, and only then put in its place."""

import calendar
import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from cleanclaim.core.codesets.imports.encode import ENCODERS, UnreadableRow, day_in
from cleanclaim.core.codesets.imports.layout import Match, recognized
from cleanclaim.core.codesets.imports.sheets import Sheet, UnreadableSheet, sheets_of
from cleanclaim.core.codesets.releases import Release, release_save

_EFFECTIVE = re.compile(r"(?:eff\w*|effective)\D{0,12}(\d{2}[-/]\d{2}[-/]\d{4}|\d{8})", re.IGNORECASE)
_NCCI_VERSION = re.compile(r"v(\d\d)(\d)r\d", re.IGNORECASE)  # ccipra-v323r0: year 32, its fourth quarter
_QUARTER = re.compile(r"(20\d\d)\D{0,2}q([1-4])", re.IGNORECASE)
_RVU_RELEASE = re.compile(r"rvu(\d\d)[_ ]?(jan|apr|jul|oct|[a-d](?![a-z]))", re.IGNORECASE)
_FIRST_NCCI_YEAR = 1994
_MONTHS = {"jan": 1, "apr": 4, "jul": 7, "oct": 10, "a": 1, "b": 4, "c": 7, "d": 10}


class Loaded(Struct, frozen=True):
    """What became of one table: the release, or why it was left out."""

    source: str
    release: Release | None = None
    problem: str = ""


def codes_import(path: Path, folder: Path, *, loaded_on: date, first: date | None = None) -> Iterator[Loaded]:
    """Every table of a file, of an archive, or of the files of a folder, into releases below `folder`.

    `first` is the first day a release answers for, where neither the file's name nor its titles say it.  A table that
    cannot be read to its end leaves what was loaded as it was.
    """
    paths = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
    for each in paths:
        try:
            for sheet in sheets_of(each):
                yield _load(sheet, folder, loaded_on, first)
        except (UnreadableSheet, OSError) as problem:
            yield Loaded(each.name, problem=str(problem))


def _load(sheet: Sheet, folder: Path, loaded_on: date, first: date | None) -> Loaded:
    try:
        match = recognized(sheet)
        if match is None:
            return Loaded(sheet.name, problem="none of the tables known here has such headings")
        starts = first or _first_day(sheet.name, match.above)
        if starts is None:
            return Loaded(sheet.name, problem="its name does not say from when it holds: name the first day")
        return Loaded(sheet.name, _saved(sheet, match, folder, loaded_on, starts))
    except (UnreadableRow, UnreadableSheet) as problem:
        return Loaded(sheet.name, problem=str(problem))


def _saved(sheet: Sheet, match: Match, folder: Path, loaded_on: date, first: date) -> Release:
    columns, encode = ENCODERS[match.layout.set]
    rows = list(encode(match.records(sheet)))
    if not rows:
        raise UnreadableRow("holds no row under its headings")
    digest = hashlib.sha256(sheet.content).hexdigest()
    name = f"{first.year}Q{(first.month + 2) // 3}"
    last = _last_day(first, match.layout.days)
    release = Release(match.layout.set, name, first, last, len(rows), sheet.name, digest, loaded_on)
    return release_save(folder, release, columns, rows)


def _first_day(name: str, above: str) -> date | None:
    """From when a table holds: a date after "effective", an NCCI version, a quarter, a release of the RVUs."""
    if found := _EFFECTIVE.search(name) or _EFFECTIVE.search(above):
        return day_in(found[1].replace("-", "/"))
    if found := _NCCI_VERSION.search(name):
        return _quarter(_FIRST_NCCI_YEAR + int(found[1]), int(found[2]) + 1)
    if found := _QUARTER.search(name) or _QUARTER.search(above):
        return _quarter(int(found[1]), int(found[2]))
    if found := _RVU_RELEASE.search(name):
        return date(2000 + int(found[1]), _MONTHS[found[2].lower()], 1)
    return None


def _quarter(year: int, quarter: int) -> date | None:
    return date(year, quarter * 3 - 2, 1) if 1 <= quarter <= 4 else None


def _last_day(first: date, days: str) -> date:
    month = 12 if days == "year" else (first.month + 2) // 3 * 3
    return date(first.year, month, calendar.monthrange(first.year, month)[1])
