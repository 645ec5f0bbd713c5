"""By which day a diagnosis is judged, and what kind of heading it may be."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import lru_cache

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets, Icd10cm
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import CodeOn

_INPATIENT = ("11", "18", "21", "41")


def judged_on(claim: Claim) -> date | None:
    """The first day of service; the last day of an inpatient stay."""
    if claim.institutional and claim.institutional.type_of_bill.lstrip("0").startswith(_INPATIENT):
        return claim.institutional.statement_to or claim.service_to
    return claim.service_from


class Standing(Enum):
    """What a diagnosis is on a day; one cause, one finding."""

    GOOD = "good"
    NOT_IN_FORCE = "not in force"
    HEADING = "heading"
    LACKS_SEVENTH = "lacks its seventh character"


def standing_as(standing: Standing, claim: Claim, given: Given) -> Iterator[tuple[int, str, date]]:
    """The diagnoses of that standing, with their position from 0 and the day they are judged by; none without a day.

    Raises what `Icd10cm.require` raises when our tables are missing or older than that day.
    """
    on, icd10cm = judged_on(claim), given.codesets.icd10cm
    if on is None or not claim.diagnoses:
        return
    icd10cm.require(on)
    for index, code in enumerate(claim.diagnoses):
        if standing_of(icd10cm, code, on) is standing:
            yield index, code, on


def stands_as(standing: Standing) -> CodeOn:
    """Whether a code has this standing on a day; the question of an edit's `When`."""

    def asked(codesets: CodeSets, code: str, on: date) -> bool:
        codesets.icd10cm.require(on)
        return standing_of(codesets.icd10cm, code, on) is standing

    return asked


@lru_cache(maxsize=40_000)
def standing_of(icd10cm: Icd10cm, code: str, on: date) -> Standing:
    """What the code is on that day."""
    if icd10cm.has(code, on=on):
        return Standing.GOOD
    if not _is_mere_heading(icd10cm, code, on):
        return Standing.NOT_IN_FORCE
    return Standing.LACKS_SEVENTH if seventh_characters(icd10cm, code, on) else Standing.HEADING


def _is_mere_heading(icd10cm: Icd10cm, code: str, on: date) -> bool:
    """In force on that day, with more specific codes beneath it, and never billable itself."""
    row = icd10cm.at(code, on=on)
    return row is not None and not row.billable and not icd10cm.was_billable(code)


def seventh_characters(icd10cm: Icd10cm, code: str, on: date) -> str:
    """The seventh characters that would make the heading a code, "" when it lacks more than that."""
    stem = code.replace(".", "").ljust(6, "X")
    endings = set()
    for child in icd10cm.children(code, on=on):
        plain = child.code.replace(".", "")
        if len(plain) != 7 or plain[:6] != stem:
            return ""
        endings.add(plain[6])
    return "".join(sorted(endings))
