"""Turn the ICD-10-CM release that the package `simple-icd-10-cm` carries into our store, once.

The package holds one release of the agency's tabular list; `data/icd10cm_changes.csv` adds the days on which codes came
and went since 2019-07-01 (numbers and dates of the agency's yearly addenda, read through the Outpatient Code Editor's
table), so that claims of earlier years are judged by their own year.
"""

import csv
import importlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from cleanclaim.core.codesets.code_set import DATA
from cleanclaim.core.codesets.excludes import exclusions

Progress = Callable[[int, int], None]
FIRST = date(2019, 7, 1)
SCHEMA_VERSION = 2  # raise with every change to what the store holds
_SCHEMA = """
CREATE TABLE release (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE codes (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL, first TEXT NOT NULL, last TEXT,
    billable INTEGER NOT NULL, rank INTEGER NOT NULL, words TEXT NOT NULL
);
CREATE TABLE excludes1 (first TEXT NOT NULL, last TEXT NOT NULL, other_first TEXT NOT NULL, other_last TEXT NOT NULL);
CREATE VIRTUAL TABLE search USING fts5(words, also, code, content='', tokenize='porter unicode61', prefix='2 3');
"""
_INDEX = "CREATE UNIQUE INDEX codes_by_code ON codes (code, first)"
_RELEASE = re.compile(r"code-list-(\w+)-(\d{4})")
_MONTHS = ("January", "April", "October")


class Row(NamedTuple):
    """One period of one code; `also` holds other names, `rank` puts everyday codes before rare ones (0 first)."""

    code: str
    first: date
    last: date | None
    billable: bool
    words: str
    also: str
    rank: int


def build(path: Path, progress: Progress | None = None) -> None:
    """Write the store: complete under its name, or not at all."""
    tell = progress or (lambda done, total: None)
    # Importing the package parses ten megabytes of XML: only a build pays for it.
    tabular = importlib.import_module("simple_icd_10_cm")
    release, last = _release(tabular)
    rows = sorted(_rows(tabular), key=lambda row: (row.rank, row.code))
    unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    store = sqlite3.connect(unfinished)
    try:
        store.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        _write(store, rows, tell)
        facts = {"release": release, "first": FIRST.isoformat(), "last": last.isoformat(), "codes": str(len(rows))}
        store.executemany("INSERT INTO release VALUES (?, ?)", facts.items())
        store.executemany("INSERT INTO excludes1 VALUES (?, ?, ?, ?)", set(exclusions(tabular)))
        store.execute(_INDEX)
        store.commit()
    finally:
        store.close()
    unfinished.replace(path)


def _write(store: sqlite3.Connection, rows: list[Row], tell: Progress) -> None:
    for start in range(0, len(rows), 5_000):
        part = list(enumerate(rows[start : start + 5_000], start=start))
        store.executemany(
            "INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (i, r.code, r.first.isoformat(), r.last and r.last.isoformat(), r.billable, r.rank, r.words)
                for i, r in part
            ),
        )
        store.executemany(
            "INSERT INTO search (rowid, words, also, code) VALUES (?, ?, ?, ?)",
            ((i, r.words, r.also, r.code) for i, r in part if r.billable),
        )
        tell(min(start + 5_000, len(rows)), len(rows))


def _release(tabular: Any) -> tuple[str, date]:
    """The release's name and the last day of its fiscal year, from the name of the package's code list."""
    folder = Path(tabular.__file__).parent / "data"
    name = next(match for path in folder.iterdir() if (match := _RELEASE.match(path.name)))
    month, year = name[1], int(name[2])
    assert month in _MONTHS, f"the package names its release in a new way: {name[0]}"
    return f"{month} {year}", date(year + (month == "October"), 9, 30)


def _rows(tabular: Any) -> Iterator[Row]:
    changes, common = _changes(), _common()
    headings: dict[str, date] = {}
    for code in dict.fromkeys(reversed(tabular.get_all_codes(with_dots=False))):
        if tabular.is_chapter_or_block(code) and not tabular.is_category(code):
            continue
        first, last = changes.pop(code, (FIRST, None))
        words = tabular.get_description(code)
        if tabular.is_leaf(code):
            _notice(headings, code, first)
            also = " ".join([common.get(code, ""), *tabular.get_inclusion_term(code)])
            yield Row(code, first, last, True, words, also, 0 if code in common else _rank(words))
        elif last is None:
            yield Row(code, headings.get(code, FIRST), None, False, words, "", 9)
        else:  # billable until more specific codes came beneath it
            yield Row(code, first, last, True, words, "", 9)
            yield Row(code, last + timedelta(days=1), None, False, words, "", 9)
    for code, (first, last) in changes.items():
        yield Row(code, first, last, True, _nearest_words(tabular, code), "", 9)


def _rank(words: str) -> int:
    """Later visits and late effects are rarely what is looked for."""
    return 3 if words.endswith("sequela") else 2 if "subsequent encounter" in words else 1


def _common() -> dict[str, str]:
    with (DATA / "common_diagnoses.csv").open(encoding="utf-8", newline="") as rows:
        return {row["code"].replace(".", ""): row["also"] for row in csv.DictReader(rows)}


def _changes() -> dict[str, tuple[date, date | None]]:
    with (DATA / "icd10cm_changes.csv").open(encoding="utf-8", newline="") as rows:
        return {
            row["code"]: (
                date.fromisoformat(row["first"]) if row["first"] else FIRST,
                date.fromisoformat(row["last"]) if row["last"] else None,
            )
            for row in csv.DictReader(rows)
        }


def _notice(headings: dict[str, date], code: str, first: date) -> None:
    """A heading is as old as the oldest code beneath it."""
    for length in range(3, len(code)):
        heading = code[:length]
        headings[heading] = min(first, headings.get(heading, first))


def _nearest_words(tabular: Any, code: str) -> str:
    """A retired code is described by the closest heading that is left."""
    for length in range(len(code) - 1, 2, -1):
        if tabular.is_valid_item(code[:length]) and not tabular.is_chapter_or_block(code[:length]):
            return f"{tabular.get_description(code[:length])} (retired code)"
    return "Retired code"
