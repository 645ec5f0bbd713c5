"""A fiscal year of ICD-10-CM beside the store that comes with the product: the agency's order file, then its notes."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from cleanclaim.core.codesets.build_icd10cm import build, everyday_names
from cleanclaim.core.codesets.catalog import store_of
from cleanclaim.core.codesets.icd10cm import STORE
from cleanclaim.core.codesets.imports.cells import Record, UnreadableRow
from cleanclaim.core.codesets.imports.sheets import Sheet, UnreadableSheet
from cleanclaim.core.codesets.imports.tabular import TabularList
from cleanclaim.core.codesets.releases import Release, release_places
from cleanclaim.core.codesets.store_write import Row, rank_of, store_write
from cleanclaim.core.codesets.tabular_notes import TabularNote


def order_write(place: Path, release: Release, records: Iterable[Record], folder: Path) -> int:
    """Write the codes of an order file; its notes are those known before, until its tabular list is loaded."""
    known = store_of(folder)
    if not known.exists():
        build(known)
    rows = list(_order_rows(records, release, known))
    if not rows:
        raise UnreadableRow("holds no code")
    notes = _notes(known)
    return store_write(place / STORE, rows, notes, release=release.name, first=release.first, last=release.last)


def tabular_write(place: Path, release: Release, sheet: Sheet, folder: Path) -> int:
    """Write the loaded codes of the year anew, with the notes and names of its own tabular list."""
    loaded = next((path for each, path in release_places(folder, "icd10cm").items() if each.name == release.name), None)
    if loaded is None:
        raise UnreadableSheet("its order file (icd10cm_order_YYYY.txt) is not loaded: load it first, or both together")
    listed = TabularList(sheet.content)
    everyday = everyday_names()
    rows = (
        row._replace(also=" ".join([everyday.get(row.code, ""), *listed.also.get(row.code, ())]).strip())
        for row in _rows(loaded / STORE)
    )
    days = release.first, release.last
    return store_write(place / STORE, rows, listed.notes, release=release.name, first=days[0], last=days[1])


def _order_rows(records: Iterable[Record], release: Release, known: Path) -> Iterator[Row]:
    """Each code with the day it began, where we know it; the lines are numbered, so that none can be missing."""
    everyday = everyday_names()
    before = {row.code: row for row in _rows(known) if row.last is None}
    for expected, record in enumerate(records, start=1):
        if int(record.get("order", expected)) != expected:
            raise UnreadableRow(f"line {expected} has the number {record['order']}: lines are missing")
        code, billable = record["code"], record.get("billable", "1") == "1"
        earlier = before.get(code)
        same = earlier is not None and earlier.billable == billable
        yield Row(
            code=code,
            first=earlier.first if earlier and same else release.first,
            last=None,
            billable=billable,
            words=record["words"],
            also=earlier.also if earlier else "",
            rank=(0 if code in everyday else rank_of(record["words"])) if billable else 9,
        )


def _rows(store: Path) -> Iterator[Row]:
    """Every row of a store."""
    found = _read(store, "SELECT code, first, last, billable, words, also, rank FROM codes")
    for code, first, last, billable, *rest in found:
        ended = date.fromisoformat(last) if last else None
        yield Row(code, date.fromisoformat(first), ended, bool(billable), *rest)


def _notes(store: Path) -> Iterator[TabularNote]:
    for row in _read(store, "SELECT first, last, kind, words FROM notes"):
        yield TabularNote(*row)


def _read(store: Path, query: str) -> list[tuple[Any, ...]]:
    rows = sqlite3.connect(f"{store.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return rows.execute(query).fetchall()
    finally:
        rows.close()
