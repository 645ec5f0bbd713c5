"""Forms that a value must have beyond the type of its element, each with the words that say what is expected."""

import re
from collections.abc import Callable

from msgspec import Struct

from cleanclaim.core.identifiers import is_npi
from cleanclaim.core.x12.judge_walk import BAD_VALUE, Walk

PATTERN, BAD_DATE = "I12", "8"  # IK403
_ZIP = re.compile(r"\d{5}(?:\d{4})?", re.ASCII)
_NINE, _TEN, _ELEVEN = (re.compile(rf"\d{{{count}}}", re.ASCII) for count in (9, 10, 11))
_BOX = re.compile(r"\b(?:P\.? ?O\.?|POST OFFICE) ?BOX\b", re.IGNORECASE)
_DAY = 8


class Form(Struct, frozen=True):
    """What is asked of a value; `holds(text, walk)` is true where nothing can be said."""

    expected: str
    holds: Callable[[str, Walk], bool]
    code: str = PATTERN


def _is_past(text: str, walk: Walk) -> bool:
    """A day, a moment or the end of a span that is not after today."""
    return (text[-_DAY:] if "-" in text else text[:_DAY]) <= walk.today


def _is_ordered(text: str, _: Walk) -> bool:
    first, _dash, last = text.partition("-")
    return not last or first <= last


def _matches(pattern: re.Pattern[str]) -> Callable[[str, Walk], bool]:
    return lambda text, _: pattern.fullmatch(text) is not None


FORMS = {
    "an npi": Form("an NPI: ten digits from 1 or 2, the last a check digit", lambda text, _: is_npi(text)),
    "a zip": Form("a ZIP code of five or nine digits", _matches(_ZIP)),
    "a full zip": Form("a ZIP code of nine digits", _matches(_NINE)),
    "nine digits": Form("nine digits", _matches(_NINE)),
    "1 and nine digits": Form("1 and a tax number of nine digits", lambda text, _: text[:1] == "1" and len(text) == 10),
    "a phone number": Form("ten digits", _matches(_TEN)),
    "an ndc": Form("eleven digits, without hyphens", _matches(_ELEVEN)),
    "a street": Form("a street, not a post office box", lambda text, _: not _BOX.search(text)),
    "past": Form("a day that has come", _is_past, BAD_DATE),
    "in order": Form("first day, then last day", _is_ordered, BAD_DATE),
    "zero": Form("0", lambda text, _: not text.strip("0."), BAD_VALUE),
}
