"""Procedure does not fit patient age or sex.

**Why it matters**: payers deny a procedure on an organ that, by their file, the patient does not have, and newborn
care of an older child.
**Rejected**: ``59400`` (birth) for a patient on file as M.
**Clean**: on file as F; KX where the payer honors it.

Ages of checkups are judged by another edit.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_NEWBORN = 28  # days
_ORGANS = (("M", 54000, 55899), ("F", 56405, 58999), ("F", 59000, 59899))
_OF_NEWBORNS = frozenset({"54160", "99460", "99461", "99462", "99463", "99468", "99469"})
_OF_OLDER = frozenset({"54161"})


def _depends_on_patient(code: str) -> bool:
    return code in _OF_NEWBORNS | _OF_OLDER or any(number_between(code, first, last) for _, first, last in _ORGANS)


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
        wanted = next((sex for sex, first, last in _ORGANS if number_between(code, first, last)), "")
        if wanted and person.sex in ("F", "M") and person.sex != wanted:
            yield edit.finding(place, f"{code} does not fit the sex on file ({person.sex})")
        if code not in _OF_NEWBORNS | _OF_OLDER or line.service_from is None or person.birth_date is None:
            continue
        days = (line.service_from - person.birth_date).days
        if (days > _NEWBORN) == (code in _OF_NEWBORNS):
            yield edit.finding(place, f"{code} does not fit a patient of {days} days")
