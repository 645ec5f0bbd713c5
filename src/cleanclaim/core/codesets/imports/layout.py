"""Recognizing a table of the agencies by its headings and its name (`layouts.yaml`)."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice

from msgspec import Struct

from cleanclaim.core.codesets.imports.sheets import Sheet
from cleanclaim.core.tables import read_table

_ROWS_BEFORE = 40  # rows in which headings may stand, below titles and copyright notices
_DEEPEST = 5  # rows that one heading may be broken over
_OTHER = re.compile(r"[^a-z0-9]+")


class Layout(Struct, frozen=True):
    """One set as its agency publishes it."""

    set: str
    title: str
    columns: Mapping[str, str]  # our name → what its heading matches
    days: str = "quarter"
    file: str = ""


class Match(Struct, frozen=True):
    """A table recognized: which set, where its columns are, and where its rows begin."""

    layout: Layout
    places: Mapping[str, int]
    first_row: int
    above: str  # the titles above the headings, for a date in them

    def records(self, sheet: Sheet) -> Iterator[Mapping[str, str]]:
        """Each row by our names; rows too short to be one are passed over."""
        least = max(self.places.values())
        for row in islice(sheet.rows(), self.first_row, None):
            if len(row) > least:
                yield {name: row[place].strip() for name, place in self.places.items()}


@cache
def layouts() -> tuple[Layout, ...]:
    """Every set that can be imported."""
    text = files("cleanclaim.core.codesets.imports").joinpath("layouts.yaml").read_text(encoding="utf-8")
    return tuple(Layout(name, **row) for name, row in read_table(text).items())


LAYOUTS = layouts()


def recognized(sheet: Sheet) -> Match | None:
    """What the table is, None for nothing that is known here."""
    rows = list(islice(sheet.rows(), _ROWS_BEFORE))
    fitting = [layout for layout in LAYOUTS if not layout.file or re.search(layout.file, _plain(sheet.name))]
    for index in range(len(rows)):
        for deep in range(min(index + 1, _DEEPEST)):
            headings = _headings(rows[index - deep : index + 1])
            for layout in fitting:
                places = _places(layout, headings)
                if places:
                    above = " ".join(cell for row in rows[: index + 1] for cell in row if cell)
                    return Match(layout, places, index + 1, above)
    return None


def _headings(rows: list[list[str]]) -> list[str]:
    """What stands in each column of these rows, from above."""
    width = max(map(len, rows), default=0)
    cells = ((row[column] for row in rows if column < len(row)) for column in range(width))
    return [_plain(" ".join(column)) for column in cells]


def _places(layout: Layout, headings: list[str]) -> dict[str, int]:
    """Where each column of the layout is; nothing unless every one is there."""
    places: dict[str, int] = {}
    for name, pattern in layout.columns.items():
        place = next((at for at, heading in enumerate(headings) if re.search(pattern, heading)), None)
        if place is None:
            return {}
        places[name] = place
    return places


def _plain(text: str) -> str:
    return _OTHER.sub(" ", text.lower()).strip()
