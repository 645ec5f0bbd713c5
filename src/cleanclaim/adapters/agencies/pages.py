"""The table of the agencies' pages (`pages.yaml`), or one of somebody's own."""

from importlib.resources import files
from pathlib import Path

import msgspec
from msgspec import Struct

from cleanclaim.core.tables import read_table


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a set is published."""

    set: str
    page: str
    files: str
    license: str = ""


def pages_of(own: Path | None = None) -> tuple[Page, ...]:
    """Every page.  Raises OSError for an own table that cannot be read, ValueError for one that is none."""
    table = own.read_text(encoding="utf-8") if own else files(__package__).joinpath("pages.yaml").read_text()
    return tuple(msgspec.convert(read_table(table), list[Page]))
