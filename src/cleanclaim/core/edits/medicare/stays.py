"""Stays and periods during which someone else is paid."""

from datetime import date


def is_within(on: date, first: date, last: date | None) -> bool:
    """From the first day to the last, which may not be known yet."""
    return first <= on and (last is None or on <= last)
