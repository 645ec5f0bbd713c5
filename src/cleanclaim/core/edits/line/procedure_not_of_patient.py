"""Procedure does not fit patient age or sex.

**Why it matters**: payers deny a procedure on an organ that, by their file, the patient does not have, and newborn
care of an older child.
**Rejected**: ``59400`` (birth) for a patient on file as M.
**Clean**: on file as F; KX where the payer honors it.

Sex is that of the organ: 54000 to 59899, cervical and prostate screening, imaging of a pregnancy. Ages are those that
the codes name themselves: newborn care, intensive care of infants and children, counseled shots until 18. Ages of
checkups are judged by LIN024.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import age_on, number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_NEWBORN = 28  # days
_ORGANS = (("M", 54000, 55899), ("F", 56405, 58999), ("F", 59000, 59899), ("F", 76801, 76828))
_SEX = {"G0101": "F", "Q0091": "F", "G0102": "M", "G0103": "M"}
_OF_NEWBORNS = frozenset({"54160", "99460", "99461", "99462", "99463", "99464", "99465", "99468", "99469", "99477"})
_OF_OLDER = frozenset({"54161", "99471", "99472"})
_YEARS = {  # whole years, ends included
    "90460": (0, 18),
    "90461": (0, 18),
    "99471": (0, 1),
    "99472": (0, 1),
    "99475": (2, 5),
    "99476": (2, 5),
}
_BY_AGE = _OF_NEWBORNS | _OF_OLDER | _YEARS.keys()


def _depends_on_patient(code: str) -> bool:
    return code in _BY_AGE or bool(_sex_of(code))


@lru_cache(maxsize=20_000)
def _sex_of(code: str) -> str:
    """F or M when the code names an organ that by the payers' files only one sex has."""
    return _SEX.get(code) or next((sex for sex, first, last in _ORGANS if number_between(code, first, last)), "")


edit = Edit(
    "LIN028",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24D, 3",
    element="2400 SV101",
    fix="Check the code and the registration.",
    prevents=(
        "CARC 6",
        "CARC 7",
        "277CA A7/474",
        "277CA A7/475",
    ),
    source="payer/IOCE tables",
    when=When(procedures=_depends_on_patient),
)


@edit.check
def procedure_not_of_patient(claim: Claim, given: Given) -> Iterator[Finding]:
    person = claim.person
    for index, line in enumerate(claim.lines):
        code = line.procedure
        if not _depends_on_patient(code) or "KX" in line.modifiers:
            continue
        place = on_line(claim, index, "procedure")
        wanted = _sex_of(code)
        if wanted and person.sex in ("F", "M") and person.sex != wanted:
            yield edit.finding(place, f"{code} does not fit the sex on file ({person.sex})")
        if age := _wrong_age(code, person.birth_date, line.service_from):
            yield edit.finding(place, f"{code} does not fit a patient of {age}")


def _wrong_age(code: str, birth: date | None, on: date | None) -> str:
    """The patient's age when the code is not for it; empty when it is, or nobody knows."""
    years = age_on(birth, on)
    if birth is None or on is None or years is None:
        return ""
    days = (on - birth).days
    if (code in _OF_NEWBORNS and days > _NEWBORN) or (code in _OF_OLDER and days <= _NEWBORN):
        return f"{days} days"
    least, most = _YEARS.get(code, (0, years))
    return "" if least <= years <= most else f"{years} years"
