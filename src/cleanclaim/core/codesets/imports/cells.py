"""What stands in a cell of the agencies' tables, as a number."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from cleanclaim.core.codesets.ncci import EPOCH

Record = Mapping[str, str]
_YEAR_FIRST = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


class UnreadableRow(ValueError):
    """A row that its layout does not explain: the table is another one than it seems, and none of it is loaded."""


def day_in(text: str) -> date | None:
    """The day that a text is, in one of the agencies' forms: 20261001, 2026-10-01, 10/1/2026."""
    try:
        if found := _YEAR_FIRST.fullmatch(text.strip()):
            return date(*map(int, found.groups()))
        if found := _MONTH_FIRST.fullmatch(text.strip()):
            month, day, year = map(int, found.groups())
            return date(year, month, day)
    except ValueError:
        return None
    return None


def day_cell(text: str, record: Record) -> int:
    """Days since 1970, 0 for none; what came before 1970 began on its first day."""
    if not text.strip():
        return 0
    day = day_in(text)
    if day is None:
        raise UnreadableRow(f"{text!r} is not a day in {dict(record)}")
    return max(day.toordinal() - EPOCH, 1)


def number_cell(text: str, record: Record) -> int:
    """A whole number."""
    if not (text.isascii() and text.isdigit()):
        raise UnreadableRow(f"{text!r} is not a number in {dict(record)}")
    return int(text)


def thousandths_cell(text: str, record: Record) -> int:
    """A decimal, in thousandths."""
    try:
        return int(Decimal(text.replace(",", "").strip("$ ")) * 1000)
    except InvalidOperation:
        raise UnreadableRow(f"{text!r} is not a number in {dict(record)}") from None
