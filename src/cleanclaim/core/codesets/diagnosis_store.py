"""One store of diagnosis codes: a SQLite file that processes share.

Measured on the full set (98,000 codes): opening takes under 1 ms, a first lookup 15 microseconds, a repeated one 2,
a search under 10 milliseconds.  Codes are asked with or without the point.
"""

import sqlite3
from datetime import date
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from cleanclaim.core.codesets.search import Hit, fts_query


class Diagnosis(Struct, frozen=True):
    """One code in one period; a heading is in force but cannot be billed."""

    code: str  # with the point
    words: str
    billable: bool
    first: date
    last: date | None


class Note(Struct, frozen=True):
    """A note of the tabular list at a code or a heading above it."""

    kind: str  # excludes1, excludes2, code_first, use_additional, seventh_character
    words: str


class DiagnosisStore:
    """The diagnosis codes of one file.  Open it once for each process, after the fork."""

    def __init__(self, path: Path) -> None:
        self._rows = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        facts = dict(self._rows.execute("SELECT name, value FROM release"))
        self.release: str = facts["release"]
        self.first = date.fromisoformat(facts["first"])
        self.last = date.fromisoformat(facts["last"])
        self.rows: int = int(facts["codes"])
        self.periods = lru_cache(maxsize=20_000)(self._periods)
        self.excluded = lru_cache(maxsize=20_000)(self._excluded)
        self.exclude_each_other = lru_cache(maxsize=100_000)(self._exclude_each_other)

    def covers(self, on: date) -> bool:
        """Whether the loaded releases can answer for this day."""
        return self.first <= on <= self.last

    def at(self, code: str, *, on: date) -> Diagnosis | None:
        """The code, billable or heading, as it stood on that day, or None."""
        for row in self.periods(code):
            if row.first <= on and (row.last is None or on <= row.last):
                return row
        return None

    def was_billable(self, code: str) -> bool:
        """Whether the code could be billed on any day we know."""
        return any(row.billable for row in self.periods(code))

    def words(self, code: str) -> str:
        """The latest description; empty for an unknown code."""
        rows = self.periods(code)
        return rows[-1].words if rows else ""

    def children(self, code: str, *, on: date) -> tuple[Diagnosis, ...]:
        """The billable codes beneath a heading on that day."""
        key = plain(code)
        found = self._rows.execute(
            "SELECT code FROM codes WHERE code > ? AND code < ? AND billable = 1 ORDER BY code", (key, key + "~")
        )
        children = [self.at(row[0], on=on) for row in found.fetchall()]
        return tuple(child for child in children if child is not None and child.billable)

    def notes(self, code: str) -> tuple[Note, ...]:
        """The notes at a code and at what is above it, the nearest first."""
        key = plain(code)
        found = self._rows.execute(
            "SELECT kind, words FROM notes WHERE first <= ? AND ? < last || '~' "
            "ORDER BY length(first) DESC, kind, rowid",
            (key, key),
        )
        return tuple(Note(*row) for row in found)

    def search(self, text: str, limit: int = 20, *, on: date) -> tuple[Hit, ...]:
        """Billable codes on that day (or the last day of the release, if sooner), best first."""
        day = min(on, self.last).isoformat()
        hits = self._by_code(text, limit, day)
        for every_word in (True, False):
            query = fts_query(text, every_word=every_word)
            if hits or not query:
                break
            hits = self._by_words(query, limit, day)
        return tuple(hits)

    def _by_code(self, text: str, limit: int, day: str) -> list[Hit]:
        key = plain(text)
        if not (key[:1].isalpha() and key[1:2].isdigit() and key.isalnum()):
            return []
        rows = self._rows.execute(
            "SELECT code, words FROM codes WHERE code >= ? AND code < ? AND billable = 1 AND first <= ? "
            "AND (last IS NULL OR last >= ?) ORDER BY rank > 0, length(code), code LIMIT ?",
            (key, key + "~", day, day, limit),
        )
        return [Hit(_pointed(code), words) for code, words in rows]

    def _by_words(self, query: str, limit: int, day: str) -> list[Hit]:
        rows = self._rows.execute(
            "SELECT code, words FROM (SELECT rowid AS id, bm25(search, 4.0, 3.0, 1.0) AS score FROM search "
            "WHERE search MATCH ? LIMIT 2000) JOIN codes USING (id) WHERE first <= ? AND (last IS NULL OR last >= ?) "
            "ORDER BY rank, score + length(words) * 0.02 LIMIT ?",
            (query, day, day, limit),
        )
        return [Hit(_pointed(code), words) for code, words in rows]

    def _exclude_each_other(self, code: str, other: str) -> bool:
        """Whether an Excludes1 note at one of two codes, or at a heading above it, names the other.

        By the notes of the one release that the store was built from; those of earlier years are not kept.
        """
        return _is_among(self.excluded(code), plain(other)) or _is_among(self.excluded(other), plain(code))

    def _excluded(self, code: str) -> tuple[tuple[str, str], ...]:
        """The ranges of codes that the notes above a code exclude."""
        key = plain(code)
        found = self._rows.execute(
            "SELECT other_first, other_last FROM excludes1 WHERE first <= ? AND ? < last || '~'", (key, key)
        )
        return tuple(found.fetchall())

    def _periods(self, code: str) -> tuple[Diagnosis, ...]:
        rows = self._rows.execute(
            "SELECT code, words, billable, first, last FROM codes WHERE code = ? ORDER BY first", (plain(code),)
        )
        return tuple(
            Diagnosis(
                _pointed(key),
                words,
                bool(billable),
                date.fromisoformat(first),
                date.fromisoformat(last) if last else None,
            )
            for key, words, billable, first, last in rows
        )


def _is_among(ranges: tuple[tuple[str, str], ...], key: str) -> bool:
    return any(first <= key < last + "~" for first, last in ranges)


def plain(code: str) -> str:
    """A code without its point."""
    return code.replace(".", "").strip().upper()


def _pointed(code: str) -> str:
    return f"{code[:3]}.{code[3:]}" if len(code) > 3 else code
