"""Writing a store of diagnosis codes: the codes with their days, the notes above them, and what a search reads."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cleanclaim.core.codesets.tabular_notes import TabularNote, codes_named

Progress = Callable[[int, int], None]
_SCHEMA = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
CREATE TABLE release (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE codes (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL, first TEXT NOT NULL, last TEXT,
    billable INTEGER NOT NULL, rank INTEGER NOT NULL, words TEXT NOT NULL, also TEXT NOT NULL
);
CREATE TABLE excludes1 (first TEXT NOT NULL, last TEXT NOT NULL, other_first TEXT NOT NULL, other_last TEXT NOT NULL);
CREATE TABLE notes (first TEXT NOT NULL, last TEXT NOT NULL, kind TEXT NOT NULL, words TEXT NOT NULL);
CREATE VIRTUAL TABLE search USING fts5(words, also, code, content='', tokenize='porter unicode61', prefix='2 3');
"""
_INDEX = "CREATE UNIQUE INDEX codes_by_code ON codes (code, first); CREATE INDEX notes_by_code ON notes (first, last)"
_AT_ONCE = 5_000


class Row(NamedTuple):
    """One period of one code; `also` holds other names, `rank` puts everyday codes before rare ones (0 first)."""

    code: str
    first: date
    last: date | None
    billable: bool
    words: str
    also: str
    rank: int


def rank_of(words: str) -> int:
    """Later visits and late effects are rarely what is looked for."""
    return 3 if words.endswith("sequela") else 2 if "subsequent encounter" in words else 1


def store_write(
    path: Path,
    rows: Iterable[Row],
    notes: Iterable[TabularNote],
    *,
    release: str,
    first: date,
    last: date,
    progress: Progress | None = None,
) -> int:
    """Write a new store at `path`; gives how many rows it holds."""
    ordered = sorted(rows, key=lambda row: (row.rank, row.code))
    listed = tuple(notes)
    store = sqlite3.connect(path)
    try:
        store.executescript(_SCHEMA)
        _write_codes(store, ordered, progress or (lambda done, total: None))
        facts = {"release": release, "first": str(first), "last": str(last), "codes": str(len(ordered))}
        store.executemany("INSERT INTO release VALUES (?, ?)", facts.items())
        store.executemany("INSERT INTO notes VALUES (?, ?, ?, ?)", listed)
        excluded = {
            (note.first, note.last, *other)
            for note in listed
            if note.kind == "excludes1"
            for other in codes_named(note.words)
        }
        store.executemany("INSERT INTO excludes1 VALUES (?, ?, ?, ?)", sorted(excluded))
        store.commit()
        store.executescript(_INDEX)
    finally:
        store.close()
    return len(ordered)


def _write_codes(store: sqlite3.Connection, rows: Sequence[Row], tell: Progress) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        part = list(enumerate(rows[start : start + _AT_ONCE], start=start))
        store.executemany(
            "INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((i, r.code, str(r.first), r.last and str(r.last), r.billable, r.rank, r.words, r.also) for i, r in part),
        )
        store.executemany(
            "INSERT INTO search (rowid, words, also, code) VALUES (?, ?, ?, ?)",
            ((i, r.words, r.also, r.code) for i, r in part if r.billable),
        )
        tell(min(start + _AT_ONCE, len(rows)), len(rows))
