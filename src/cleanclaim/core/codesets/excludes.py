"""Excludes1: diagnoses that may not stand together, read out of the notes of the tabular list.

A note stands at a code, a heading or a block and counts for all beneath; it names codes in parentheses: "type 2
diabetes mellitus (E11.-)", "injury (S00-S09, T07)".  A note that names none cannot be judged and is left out.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_LAST_PARENTHESIS = re.compile(r"\(([^()]*)\)\s*$")
_CODE = r"([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4}|\.)?)"
_NAMED = re.compile(rf"{_CODE}(?:-{_CODE})?")


class Exclusion(NamedTuple):
    """Codes from `first` to `last` may not stand beside those from `other_first` to `other_last`; without points."""

    first: str
    last: str
    other_first: str
    other_last: str


def exclusions(tabular: Any) -> Iterator[Exclusion]:
    """Every note of the list whose codes can be read; those of whole chapters say nothing that a pair breaks."""
    for code in dict.fromkeys(tabular.get_all_codes(with_dots=True)):
        if tabular.is_chapter(code):
            continue
        first, last = _ends(code)
        for note in tabular.get_excludes1(code):
            yield from (Exclusion(first, last, *other) for other in codes_named(note))


def codes_named(note: str) -> Iterator[tuple[str, str]]:
    """The codes in the last parenthesis of a note, as ranges without points."""
    found = _LAST_PARENTHESIS.search(note)
    for named in _NAMED.finditer(found[1] if found else ""):
        yield _plain(named[1]), _plain(named[2] or named[1])


def _ends(code: str) -> tuple[str, str]:
    """A block ("A15-A19") as its two ends, a code as itself twice."""
    first, _, last = code.partition("-")
    return _plain(first), _plain(last or first)


def _plain(code: str) -> str:
    return code.replace(".", "")
