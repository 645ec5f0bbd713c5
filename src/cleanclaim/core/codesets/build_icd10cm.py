"""Turn the ICD-10-CM release that the package `simple-icd-10-cm` carries into our store, once.

The package holds one release of the agency's tabular list; `data/icd10cm_changes.csv` adds the days on which codes came
and went since 2019-07-01 (numbers and dates of the agency's yearly addenda, read through the Outpatient Code Editor's
table), so that claims of earlier years are judged by their own year.
"""

import csv
import importlib
import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cleanclaim.core.codesets.code_set import DATA
from cleanclaim.core.codesets.store_write import Progress, Row, rank_of, store_write
from cleanclaim.core.codesets.tabular_notes import exclusion_notes, other_notes

FIRST = date(2019, 7, 1)
SCHEMA_VERSION = 3  # raise with every change to what the store holds
_RELEASE = re.compile(r"code-list-(\w+)-(\d{4})")
_MONTHS = ("January", "April", "October")


def build(path: Path, progress: Progress | None = None) -> None:
    """Write the store: complete under its name, or not at all."""
    # Importing the package parses ten megabytes of XML: only a build pays for it.
    tabular = importlib.import_module("simple_icd_10_cm")
    release, last = _release(tabular)
    unfinished = path.with_suffix(f".{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    notes = [*exclusion_notes(tabular), *other_notes(tabular)]
    store_write(unfinished, _rows(tabular), notes, release=release, first=FIRST, last=last, progress=progress)
    unfinished.replace(path)


def _release(tabular: Any) -> tuple[str, date]:
    """The release's name and the last day of its fiscal year, from the name of the package's code list."""
    folder = Path(tabular.__file__).parent / "data"
    name = next(match for path in folder.iterdir() if (match := _RELEASE.match(path.name)))
    month, year = name[1], int(name[2])
    assert month in _MONTHS, f"the package names its release in a new way: {name[0]}"
    return f"{month} {year}", date(year + (month == "October"), 9, 30)


def _rows(tabular: Any) -> Iterator[Row]:
    changes, common = _changes(), everyday_names()
    headings: dict[str, date] = {}
    for code in dict.fromkeys(reversed(tabular.get_all_codes(with_dots=False))):
        if tabular.is_chapter_or_block(code) and not tabular.is_category(code):
            continue
        first, last = changes.pop(code, (FIRST, None))
        words = tabular.get_description(code)
        if tabular.is_leaf(code):
            _notice(headings, code, first)
            also = " ".join([common.get(code, ""), *tabular.get_inclusion_term(code)])
            yield Row(code, first, last, True, words, also, 0 if code in common else rank_of(words))
        elif last is None:
            yield Row(code, headings.get(code, FIRST), None, False, words, "", 9)
        else:  # billable until more specific codes came beneath it
            yield Row(code, first, last, True, words, "", 9)
            yield Row(code, last + timedelta(days=1), None, False, words, "", 9)
    for code, (first, last) in changes.items():
        yield Row(code, first, last, True, _nearest_words(tabular, code), "", 9)


def everyday_names() -> dict[str, str]:
    """Everyday diagnoses, without the point, and what else they are called."""
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
