"""The notes of the tabular list: what excludes what, what is coded first and besides, and the seventh characters.

A note stands at a code, a heading or a block and counts for all beneath; it names codes in parentheses: "type 2
diabetes mellitus (E11.-)", "injury (S00-S09, T07)".  An Excludes1 note that names none cannot be judged.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_LAST_PARENTHESIS = re.compile(r"\(([^()]*)\)\s*$")
_CODE = r"([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4}|\.)?)"
_NAMED = re.compile(rf"{_CODE}(?:-{_CODE})?")


class TabularNote(NamedTuple):
    """A note for the codes from `first` to `last`, without points."""

    first: str
    last: str
    kind: str  # excludes1, excludes2, code_first, use_additional, seventh_character
    words: str


def exclusion_notes(tabular: Any) -> Iterator[TabularNote]:
    """What excludes what; notes of whole chapters say nothing that a pair breaks."""
    for code in dict.fromkeys(tabular.get_all_codes(with_dots=True)):
        if not tabular.is_chapter(code):
            first, last = ends(code)
            yield from (TabularNote(first, last, "excludes1", words) for words in tabular.get_excludes1(code))
            yield from (TabularNote(first, last, "excludes2", words) for words in tabular.get_excludes2(code))


def other_notes(tabular: Any) -> Iterator[TabularNote]:
    """What is coded first and besides, and the seventh characters, each at the place where the list has it."""
    asked = {"code_first": tabular.get_code_first, "use_additional": tabular.get_use_additional_code}
    for code in dict.fromkeys(tabular.get_all_codes(with_dots=True)):
        if tabular.is_chapter(code):
            continue
        first, last = ends(code)
        for kind, words_of in asked.items():
            if words := words_of(code):
                yield TabularNote(first, last, kind, words)
        for character, words in tabular.get_seven_chr_def(code).items():
            yield TabularNote(first, last, "seventh_character", f"{character} {words}")


def codes_named(note: str) -> Iterator[tuple[str, str]]:
    """The codes in the last parenthesis of a note, as ranges without points."""
    found = _LAST_PARENTHESIS.search(note)
    for named in _NAMED.finditer(found[1] if found else ""):
        yield _plain(named[1]), _plain(named[2] or named[1])


def ends(code: str) -> tuple[str, str]:
    """A block ("A15-A19") as its two ends, a code as itself twice."""
    first, _, last = code.partition("-")
    return _plain(first), _plain(last or first)


def _plain(code: str) -> str:
    return code.replace(".", "")
