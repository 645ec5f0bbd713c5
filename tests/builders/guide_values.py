"""Values of elements: of the right type, length and code list, and of outside lists where there is one."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from cleanclaim.core.x12.guide import ElementUse
from cleanclaim.core.x12.syntax import ElementType

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_FIRST_DAY, _DAYS = date(2019, 1, 1), 3_000
_LONG = 12  # characters; a text is seldom longer

_POINTERS = ("1", "2", "12")
OUTSIDE: dict[str, tuple[str, ...]] = {
    "AK201": ("837", "835", "276"),
    **{f"{place}-{at}": _POINTERS for place in ("SV107", "SV311", "EB14", "EQ05") for at in (1, 2, 3, 4)},
    "N402": ("TX", "CA", "NY"),
    "N403": ("787011234", "900011234"),
    "N404": ("CA", "MX"),
    "N407": ("ON", "QC"),
    "CUR02": ("USD",),
    "PRV03": ("207Q00000X", "363LP0200X"),
    "CLM05-1": ("11", "22"),
    "CLM11-4": ("TX", "CA"),
    "CLM11-5": ("CA", "MX"),
    "UM04-1": ("11", "22"),
    "UM05-4": ("TX", "CA"),
    "UM05-5": ("CA", "MX"),
    "SV105": ("11", "22"),
    "SV303": ("11", "22"),
    "LQ02": ("N130", "M15"),
    "STC01-1": ("A1", "A3"),
    "STC10-1": ("A1", "A3"),
    "STC11-1": ("A1", "A3"),
    "STC01-2": ("19", "21"),
    "STC10-2": ("19", "21"),
    "STC11-2": ("19", "21"),
    "STC01-3": ("PR",),
    "STC10-3": ("85",),
    "STC11-3": ("85",),
    "SV201": ("0300", "0450"),
    "SVC04": ("0300", "0450"),
    **{f"CAS{position:02d}": ("1", "2", "45") for position in (2, 5, 8, 11, 14, 17)},
    **{f"MOA{position:02d}": ("MA01", "MA18") for position in range(3, 8)},
    **{f"MIA{position:02d}": ("MA01", "MA18") for position in (5, 20, 21, 22, 23)},
}
"""Elements whose codes are kept outside the guides: a few that are in every edition of their list."""


def a_value(place: str, kind: ElementType, use: ElementUse, before: Sequence[object], random: Random) -> str:
    """A text for one element or component; `before` are the ones in front of it."""
    if use.codes:
        return random.choice(sorted(use.codes))
    if place in OUTSIDE:
        return random.choice(OUTSIDE[place])
    if place == "REF02" and before[0] == "SY":
        return f"{random.randrange(100_000_000, 1_000_000_000)}"  # a Social Security number
    if kind.format_at:
        return _formatted(str(before[kind.format_at - 1]), kind, random)
    return _MAKERS[kind.kind](kind, random)


def _formatted(qualifier: str, kind: ElementType, random: Random) -> str:
    match qualifier:
        case "D8":
            return _day(random)
        case "RD8":
            return "-".join(sorted((_day(random), _day(random))))
        case "DT":
            return _day(random) + _time(kind, random)
        case "TM":
            return _time(kind, random)
        case _:
            return _text(kind, random)


def _day(random: Random) -> str:
    return (_FIRST_DAY + timedelta(days=random.randrange(_DAYS))).strftime("%Y%m%d")


def _date(kind: ElementType, random: Random) -> str:
    return _day(random)


def _time(kind: ElementType, random: Random) -> str:
    return f"{random.randrange(24):02d}{random.randrange(60):02d}"


def _text(kind: ElementType, random: Random) -> str:
    """Letters and digits, with a space inside where there is room; now and then as long as it may be."""
    most = kind.most if random.random() < 0.05 else min(kind.most, max(kind.least, _LONG))
    text = "".join(random.choice(_LETTERS) for _ in range(random.randint(kind.least, most)))
    middle = len(text) // 2
    return f"{text[:middle]} {text[middle + 1 :]}" if len(text) > 3 and kind.kind == "AN" else text


def _whole(kind: ElementType, random: Random) -> str:
    digits = random.randint(kind.least, min(kind.most, max(kind.least, 3)))
    return str(random.randrange(10 ** (digits - 1), 10**digits))


def _decimal(kind: ElementType, random: Random) -> str:
    """At most two decimals, written minimal."""
    if kind.least > 1 or random.random() < 0.5:
        return _whole(kind, random)
    return f"{random.randrange(1, 10 ** min(kind.most, 5)) / 100:.2f}".rstrip("0").rstrip(".")


_MAKERS = {"AN": _text, "ID": _text, "N0": _whole, "R": _decimal, "DT": _date, "TM": _time}
