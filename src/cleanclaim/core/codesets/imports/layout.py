"""Recognizing a table of the agencies by its headings, or by the form of its lines, and its name (`layouts.yaml`)."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice

import msgspec
from msgspec import Struct

from cleanclaim.core.codesets.imports.sheets import Sheet, UnreadableSheet
from cleanclaim.core.tables import read_table

_ROWS_BEFORE = 40  # rows in which headings may stand, below titles and copyright notices
_DEEPEST = 5  # rows that one heading may be broken over
_OTHER = re.compile(r"[^a-z0-9]+")


class Layout(Struct, frozen=True):
    """One set as its agency publishes it."""

    title: str
    columns: Mapping[str, str] = {}  # our name → what its heading matches
    optional: Mapping[str, str] = {}
    days: str = "quarter"
    file: str = ""
    line: str = ""
    fixed: Mapping[str, tuple[int, int]] = {}  # our name → first and last character, from 1
    parts: int = 1
    set: str = ""


class Match(Struct, frozen=True):
    """A table recognized: which set, where its columns are, and where its rows begin."""

    layout: Layout
    places: Mapping[str, int]
    first_row: int
    above: str  # the titles above the headings, for a date in them

    def records(self, sheet: Sheet) -> Iterator[Mapping[str, str]]:
        """Each row by our names; notes below the table, too short to be a row, are passed over.

        Raises UnreadableSheet for a line that does not have the form of the others: the file is damaged or cut off.
        """
        return self._lines(sheet) if self.layout.line else self._rows(sheet)

    def _rows(self, sheet: Sheet) -> Iterator[Mapping[str, str]]:
        least = max(self.places.values())
        first = min(self.places.values())
        for number, row in enumerate(islice(sheet.rows(), self.first_row, None), start=self.first_row + 1):
            if len(row) > least:
                yield {name: row[place].strip() for name, place in self.places.items()}
            elif len(row) > first + 1 and re.fullmatch(r"[A-Z0-9]{5}", row[first]):
                raise UnreadableSheet(f"row {number} ends after {len(row)} of {least + 1} columns: the file is cut off")

    def _lines(self, sheet: Sheet) -> Iterator[Mapping[str, str]]:
        form = re.compile(self.layout.line)
        for number, line in enumerate(sheet.lines(), start=1):
            if form.fullmatch(line.ljust(16)):
                yield {name: line[first - 1 : last].strip() for name, (first, last) in self.layout.fixed.items()}
            elif line.strip("\x1a \t"):
                raise UnreadableSheet(f"line {number} has another form than the others: the file is damaged or cut off")


@cache
def layouts() -> tuple[Layout, ...]:
    """Every set that can be imported."""
    text = files("cleanclaim.core.codesets.imports").joinpath("layouts.yaml").read_text(encoding="utf-8")
    return tuple(msgspec.convert({"set": name, **row}, Layout) for name, row in read_table(text).items())


LAYOUTS = layouts()


def recognized(sheet: Sheet) -> Match | None:
    """What the table is, None for nothing that is known here."""
    fitting = [layout for layout in LAYOUTS if not layout.file or re.search(layout.file, _plain(sheet.name))]
    if sheet.is_tabular_list:
        return next((Match(each, {}, 0, "") for each in fitting if not (each.columns or each.line)), None)
    first_line = next(sheet.lines(), "").ljust(16) if not sheet.is_workbook else ""
    for layout in fitting:
        if layout.line and re.fullmatch(layout.line, first_line):
            return Match(layout, {}, 0, "")
    return _by_headings(sheet, [layout for layout in fitting if layout.columns])


def _by_headings(sheet: Sheet, fitting: list[Layout]) -> Match | None:
    rows = list(islice(sheet.rows(), _ROWS_BEFORE))
    for index in range(len(rows)):
        for deep in range(min(index + 1, _DEEPEST)):
            headings = _headings(rows[index - deep : index + 1])
            for layout in fitting:
                places = _places(layout.columns, headings)
                if len(places) == len(layout.columns):
                    above = " ".join(cell for row in rows[: index + 1] for cell in row if cell)
                    return Match(layout, {**_places(layout.optional, headings), **places}, index + 1, above)
    return None


def _headings(rows: list[list[str]]) -> list[str]:
    """What stands in each column of these rows, from above."""
    width = max(map(len, rows), default=0)
    cells = ((row[column] for row in rows if column < len(row)) for column in range(width))
    return [_plain(" ".join(column)) for column in cells]


def _places(columns: Mapping[str, str], headings: list[str]) -> dict[str, int]:
    """Where each column is that is there."""
    found = {
        name: next((at for at, heading in enumerate(headings) if re.search(pattern, heading)), -1)
        for name, pattern in columns.items()
    }
    return {name: place for name, place in found.items() if place >= 0}


def _plain(text: str) -> str:
    return _OTHER.sub(" ", text.lower()).strip()
