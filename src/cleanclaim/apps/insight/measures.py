"""The figures of the opening screen, each with the two numbers behind it (names and definitions: kpis.yaml)."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from msgspec import Struct

MONTHS_SHOWN = 6


class Figure(Struct, frozen=True):
    """One KPI: numerator over denominator, and what it was at the end of the months before, oldest first.

    `value` is None where the denominator is zero: shown as "n/a", never as 0 or 100 %.
    """

    name: str
    numerator: int
    denominator: int
    unit: str  # "days" or "percent"
    target: str = ""
    is_up_good: bool = True
    history: tuple[float | None, ...] = ()

    @property
    def value(self) -> float | None:
        return ratio(self.numerator, self.denominator, self.unit)

    @property
    def change(self) -> float | None:
        """Against the month before; positive is more."""
        before = self.history[-1] if self.history else None
        return None if before is None or self.value is None else self.value - before

    @property
    def is_better(self) -> bool | None:
        return None if not self.change else (self.change > 0) == self.is_up_good


class Bucket(Struct, frozen=True):
    """Open A/R of one age, in cents."""

    label: str
    first_day: int
    last_day: int | None
    insurance: int = 0
    patient: int = 0

    @property
    def amount(self) -> int:
        return self.insurance + self.patient


class MoneyOfMonth(Struct, frozen=True):
    """Cents in and out from the first of a month to a day of it."""

    from_payers: int
    from_patients: int
    refunds: int
    takebacks: int

    @property
    def refunds_out(self) -> int:
        return -self.refunds

    @property
    def takebacks_out(self) -> int:
        return -self.takebacks

    @property
    def net(self) -> int:
        return self.from_payers + self.from_patients - self.refunds - self.takebacks


def ratio(numerator: int, denominator: int, unit: str) -> float | None:
    """For a screen, so a float will do: days, or percent with one decimal."""
    if not denominator:
        return None
    return round(numerator / denominator * (100 if unit == "percent" else 1), 1)


def month_of(day: date) -> date:
    """Its first day."""
    return day.replace(day=1)


def months_before(day: date, count: int) -> list[date]:
    """First days of the `count` months before the day's month, oldest first."""
    found, first = [], month_of(day)
    for _ in range(count):
        first = month_of(first - timedelta(days=1))
        found.append(first)
    return found[::-1]


def next_month(day: date) -> date:
    """The first day of the month after the day's."""
    return month_of(month_of(day) + timedelta(days=31))


def month_end(first: date) -> date:
    """The last day of the month that begins on `first`."""
    return next_month(first) - timedelta(days=1)


def starts(day: date) -> datetime:
    """The first moment of the day at the practice."""
    return timezone.make_aware(datetime.combine(day, time.min))


def within(field: str, first: date, last: date) -> dict[str, datetime]:
    """The lookups of moments from the first day to the last, both included, in a form that an index serves."""
    return {f"{field}__gte": starts(first), f"{field}__lt": starts(last + timedelta(days=1))}
