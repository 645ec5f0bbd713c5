"""What payers answer in codes, in our own words: 271 (EB, AAA), 278 (HCR, AAA), 277 and 277CA (STC)."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from msgspec import Struct

from cleanclaim.core.codesets.code_set import CodeSet, read

_SINCE = date(2012, 1, 1)  # 005010
_PLACES = {
    "EB01": ("benefit", "benefit"),
    "EB03": ("service_type", "kind of service"),
    "EB06": ("benefit_period", "time"),
    "AAA04": ("follow_up", "what to do"),
    "HCR01": ("authorization_action", "decision"),
    "HCR03": ("authorization_reason", "why"),
    "STC01-3": ("status_entity", "whom it is about"),
}
"""Element → its table and what it says."""


class Worded(Struct, frozen=True):
    """A code in words, and the element it stands in."""

    element: str
    what: str
    words: str


def words_for(element: str, code: str) -> str:
    """The words of a code at an element (EB01, EB03, EB06, AAA04, HCR01, HCR03, STC01-3); empty for an unknown one."""
    return _table(_PLACES[element][0]).words(code)


def worded(segment: str, code: str) -> Iterator[Worded]:
    """Everything the code may say in a segment: 30 in EB is a kind of service and a time."""
    for element, (_, what) in _PLACES.items():
        if element.startswith(segment) and (words := words_for(element, code)):
            yield Worded(element, what, words)


def status_words(category: str, status: str, entity: str, *, categories: CodeSet, statuses: CodeSet) -> str:
    """One STC in a sentence: "finished, denied: not eligible (patient)"; a code we do not know stands as itself."""
    said = f"{categories.words(category) or category}: {statuses.words(status) or f'status {status}'}"
    return f"{said} ({words_for('STC01-3', entity) or entity})" if entity else said


def decision_words(action: str, reason: str) -> str:
    """One HCR in a sentence: "not certified: not medically necessary"; a code we do not know stands as itself."""
    said = words_for("HCR01", action) or action
    return f"{said}: {words_for('HCR03', reason) or f'reason {reason}'}" if reason else said


@cache
def _table(name: str) -> CodeSet:
    return read(name, name.replace("_", " "), first=_SINCE)
