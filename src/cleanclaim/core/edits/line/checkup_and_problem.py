"""Preventive visit and problem visit without 25.

**Why it matters**: a problem worked up during a checkup is paid only when 25 says that it was work of its own.
**Rejected**: ``99396`` with ``99213``.
**Clean**: ``99396`` with ``99213-25``.

A problem visit with 25 that points to nothing but the checkup's own reason (Z00, Z01) is told as a warning.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_preventive, number_between, pointed_codes
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_WELLNESS = frozenset({"G0438", "G0439", "G0402"})


def _is_checkup(code: str) -> bool:
    return is_preventive(code) or code in _WELLNESS


edit = Edit(
    "LIN023",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix=("Add 25 when the problem work was significant and documented; tell the patient about cost share."),
    prevents=(
        "CARC 97 + M15",
        "CARC 236",
    ),
    source="NCCI Policy Manual ch.11; Pub 100-04 ch.18 §140",
    when=When(procedures=_is_checkup),
)


@edit.check
def checkup_and_problem(claim: Claim, given: Given) -> Iterator[Finding]:
    checkups = {line.service_from for line in claim.lines if _is_checkup(line.procedure)}
    if not checkups:
        return
    for index, line in enumerate(claim.lines):
        code = line.procedure
        is_problem = number_between(code, 99202, 99205) or number_between(code, 99212, 99215)
        if not is_problem or line.service_from not in checkups:
            continue
        codes = pointed_codes(claim, line)
        if "25" not in line.modifiers:
            yield edit.finding(on_line(claim, index, "modifiers"), f"{code} beside a checkup has no 25")
        elif codes and all(each.startswith(("Z00", "Z01")) for each in codes):
            message = f"{code} with 25 has no diagnosis but the checkup's"
            yield edit.finding(on_line(claim, index, "pointers"), message, severity=Severity.WARNING)
