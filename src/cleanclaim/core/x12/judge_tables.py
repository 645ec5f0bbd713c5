"""Code sets that guides name, each with the form of its codes and how one is looked up by its day."""

import re
from collections.abc import Callable
from datetime import date

from msgspec import Struct

from cleanclaim.core.codesets import CodeSet, CodeSets, Icd10cm
from cleanclaim.core.codesets.code_set import Code
from cleanclaim.core.codesets.diagnosis_store import Diagnosis

_LAST_ICD_9 = date(2015, 9, 30)
_MILITARY = frozenset({"AA", "AE", "AP"})


Quarter = tuple[str, str]
"""Its first day and its last."""


def quarter_of(day: str) -> Quarter:
    """The quarter of a year in which code sets do not change; only itself, where it is no day."""
    if not day.isdecimal():
        return day, day
    first = (int(day[4:6]) - 1) // 3 * 3 + 1
    return f"{day[:4]}{first:02d}01", f"{day[:4]}{first + 2:02d}31"


FIRST, LAST = "00010101", "99991231"


class Verdict(Struct, frozen=True):
    """A code is right, wrong (and why), or cannot be looked up (and which table that needs), on the days of a span.

    An empty span: it was asked for one day, and the answer is about no other.
    """

    fault: str = ""
    unchecked: str = ""
    first: str = LAST  # CCYYMMDD
    last: str = ""

    @property
    def is_right(self) -> bool:
        return not self.fault and not self.unchecked

    def is_right_in(self, quarter: Quarter) -> bool:
        """Whether it is right on every day of a quarter."""
        return self.is_right and self.first <= quarter[0] and quarter[1] <= self.last


Look = Callable[[CodeSets, str, date, str], Verdict]


def _in(choose: Callable[[CodeSets], CodeSet]) -> Look:
    """A list of codes with their days; what a partial list does not know is unchecked."""

    def look(codesets: CodeSets, code: str, on: date, words: str) -> Verdict:
        table = choose(codesets)
        if not table.covers(on):
            return Verdict(unchecked=f"{table.title.lower()} of {on.year}")
        found = table.at(code, on=on)
        if found:
            return _known(table, found)
        if table.knows(code):
            return Verdict(f"{code!r} was not in force on {on}")
        return Verdict(f"{code!r} is not {words}") if table.complete else Verdict(unchecked=table.title.lower())

    return look


def _known(table: CodeSet | Icd10cm, found: Code | Diagnosis, fault: str = "") -> Verdict:
    """On the days of the code for which the table answers."""
    ends = [last for last in (table.last, found.last) if last]
    return Verdict(fault, first=_text(max(table.first, found.first)), last=_text(min(ends, default=date.max)))


def _text(day: date) -> str:
    return day.isoformat().replace("-", "")


def _diagnosis(codesets: CodeSets, code: str, on: date, words: str) -> Verdict:
    table = codesets.icd10cm
    if not table.covers(on):
        return Verdict(unchecked=f"{table.title} of {on.year}")
    found = table.at(code, on=on)
    if found is None:
        known = table.periods(code)
        return Verdict(f"{code!r} was not in force on {on}" if known else f"{code!r} is not {words}")
    return _known(table, found, "" if found.billable else f"{code!r} is a heading; a more specific code is needed")


def _old_diagnosis(_: CodeSets, code: str, on: date, words: str) -> Verdict:
    if on > _LAST_ICD_9:
        return Verdict(f"{code!r}: ICD-9-CM ended on {_LAST_ICD_9}")
    return Verdict(unchecked="ICD-9-CM")


def _state(codesets: CodeSets, code: str, _: date, words: str) -> Verdict:
    states = _MILITARY.union(*codesets.zip3_state.values())
    return Verdict(first=FIRST, last=LAST) if code in states else Verdict(f"{code!r} is not {words}")


TABLES: dict[str, tuple[str, re.Pattern[str], Look | None]] = {
    name: (words, re.compile(pattern, re.ASCII), look)
    for name, words, pattern, look in (
        ("diagnosis", "an ICD-10-CM code (without its point)", r"[A-Z]\d[0-9A-Z][0-9A-Z]{0,4}", _diagnosis),
        ("old_diagnosis", "an ICD-9-CM code (without its point)", r"[\dEV]\d{2,4}", _old_diagnosis),
        ("old_procedure", "an ICD-9-CM procedure (without its point)", r"\d{2,4}", _old_diagnosis),
        ("inpatient_procedure", "an ICD-10-PCS code", r"[0-9A-HJ-NP-Z]{7}", None),
        ("procedure", "a HCPCS code", r"(?:\d{4}[0-9AFMTU]|[A-V]\d{4})", _in(lambda sets: sets.procedures)),
        ("dental_procedure", "a dental procedure", r"D\d{4}", _in(lambda sets: sets.procedures)),
        ("modifier", "a modifier", r"[0-9A-Z]{2}", _in(lambda sets: sets.modifiers)),
        ("revenue_code", "a revenue code of four digits", r"\d{4}", None),
        ("place_of_service", "a place of service", r"\d\d", _in(lambda sets: sets.place_of_service)),
        ("taxonomy", "a provider taxonomy code", r"[0-9A-Z]{9}X", _in(lambda sets: sets.taxonomy)),
        ("adjustment_reason", "a claim adjustment reason", r"[0-9A-Z]{1,4}", _in(lambda sets: sets.carc)),
        ("remark", "a remittance remark", r"[0-9A-Z]{1,5}", _in(lambda sets: sets.rarc)),
        ("status_category", "a claim status category", r"[0-9A-Z]{1,3}", _in(lambda sets: sets.claim_status_category)),
        ("status", "a claim status", r"\d{1,4}", _in(lambda sets: sets.claim_status)),
        ("state", "a state", r"[A-Z]{2}", _state),
    )
}
"""Name → what it is in words, its form, and where it is looked up; None where no list is kept here."""
