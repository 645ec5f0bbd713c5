"""A day, or the days from one to another."""

from datetime import date

from msgspec import Struct

from cleanclaim.core.x12.elements import day_of


class Period(Struct, frozen=True):
    """D8 or RD8: `last` is None for a single day, and the same day where a span of one day was said."""

    first: date
    last: date | None = None


def period_of(qualifier: str, text: str) -> Period | None:
    """The period that a format qualifier and its text say, None when they say none."""
    first, _, last = text.partition("-")
    begins, ends = day_of(first), day_of(last)
    if qualifier == "D8" and begins and not last:
        return Period(begins)
    return Period(begins, ends) if qualifier == "RD8" and begins and ends else None


def texts_of(period: Period) -> tuple[str, str]:
    """Format qualifier and text."""
    if period.last is None:
        return "D8", day_text(period.first)
    return "RD8", f"{day_text(period.first)}-{day_text(period.last)}"


def day_text(day: date) -> str:
    """CCYYMMDD."""
    return f"{day.year:04}{day.month:02}{day.day:02}"
