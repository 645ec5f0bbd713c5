"""The days of a stay, as institutional claims count them."""

from datetime import date

Stay = tuple[date, date]
"""The first and the last day that a statement covers."""


def days_of(stay: Stay | None) -> int:
    """Nights in the house: the day of discharge is none, unless it is that of admission; 0 without a stay."""
    return max((stay[1] - stay[0]).days, 1) if stay else 0


def is_room(revenue_code: str) -> bool:
    """Days in a room: 010x to 021x."""
    return len(revenue_code) == 4 and "010" <= revenue_code[:3] <= "021"
