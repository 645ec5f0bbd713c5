"""From which to which day a table of the agencies answers, by its name and the titles above its headings."""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from cleanclaim.core.codesets.imports.cells import day_in

_MONTHS = {"jan": 1, "apr": 4, "jul": 7, "oct": 10, "a": 1, "b": 4, "c": 7, "d": 10}
_FIRST_NCCI_YEAR = 1994
_NAMES = [name.lower() for name in calendar.month_name]
_Dated = Callable[[re.Match[str]], date | None]


def first_day(name: str, above: str) -> date | None:
    """The first day that a table holds for, None when nothing says it.  A date in so many words comes first."""
    return next(_days(name, above), None)


def last_day(first: date, days: str) -> date:
    """The last day of a release that begins on `first`, by the `days` of its layout."""
    if days == "fiscal":
        return date(first.year + (first.month >= 10), 9, 30)
    if days == "half":
        return date(first.year + 1, 3, 31) if first.month >= 10 else date(first.year, 9, 30)
    month = 12 if days == "year" else (first.month + 2) // 3 * 3
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def _days(name: str, above: str) -> Iterator[date]:
    for pattern, dated in _PATTERNS:
        for text in (name, above):
            found = pattern.search(text)
            day = dated(found) if found else None
            if day:
                yield day


def _quarter(year: int, quarter: int) -> date | None:
    return date(year, quarter * 3 - 2, 1) if 1 <= quarter <= 4 else None


def _month(year: str, month: str) -> date:
    return date(2000 + int(year), _MONTHS[month.lower()], 1)


def _spelled(found: re.Match[str]) -> date | None:
    month = _NAMES.index(found[1].lower())
    return date(int(found[3]), month, 1) + timedelta(days=int(found[2]) - 1)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_MONTH = "jan|apr|jul|oct"
_DATE = r"\d{2}[-/]\d{2}[-/]\d{4}|\d{8}"
_PATTERNS: tuple[tuple[re.Pattern[str], _Dated], ...] = (
    (
        _pattern(r"(?:eff\w*|effective)\D{0,12}(\d{2}[-/]\d{2}[-/]\d{4}|\d{8})"),
        lambda m: day_in(m[1].replace("-", "/")),
    ),
    (_pattern(rf"effective\s+({'|'.join(_NAMES[1:])}) (\d{{1,2}}), (20\d\d)"), _spelled),
    (_pattern(r"icd10cm\D+(20\d\d)"), lambda m: date(int(m[1]) - 1, 10, 1)),
    (_pattern(r"^(20\d\d)-(?:code|table)"), lambda m: date(int(m[1]) - 1, 10, 1)),  # ICD-10-CM by fiscal year
    # ccipra-v323r0: the year 32 of NCCI, its fourth quarter
    (_pattern(r"v(\d\d)(\d)r\d"), lambda m: _quarter(_FIRST_NCCI_YEAR + int(m[1]), int(m[2]) + 1)),
    (_pattern(r"(20\d\d)\D{0,2}q([1-4])"), lambda m: _quarter(int(m[1]), int(m[2]))),
    (_pattern(r"(\d\d)clabq([1-4])"), lambda m: _quarter(2000 + int(m[1]), int(m[2]))),
    (
        _pattern(rf"rvu(?:20)?(\d\d)[_ ]?({_MONTH}|[a-d](?![a-z]))"),
        lambda m: date(2000 + int(m[1]), _MONTHS[m[2].lower()], 1),
    ),
    (_pattern(rf"(20\d\d)[-_ ]?({_MONTH})"), lambda m: date(int(m[1]), _MONTHS[m[2].lower()], 1)),
    (_pattern(rf"({_MONTH})[a-z]*[-_ ]?(20\d\d)"), lambda m: date(int(m[2]), _MONTHS[m[1].lower()], 1)),
    (_pattern(r"taxonomy_(\d\d)([01])\b"), lambda m: date(2000 + int(m[1]), 10 if m[2] == "1" else 4, 1)),
    (_pattern(r"(20\d\d)-(\d\d)-(\d\d)"), lambda m: day_in(m[0])),
    (_pattern(r"(?:cy|calendar year|gpci|telehealth)\D{0,4}(20\d\d)"), lambda m: date(int(m[1]), 1, 1)),
)
