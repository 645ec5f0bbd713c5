"""Preventive visit age band wrong.

**Why it matters**: each code of a checkup is for one band of ages; another is denied with reason 6.
**Rejected**: ``99396`` (40 to 64) at 39.
**Clean**: ``99395`` at 39.
"""

import re
from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import age_on, is_preventive
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_BAND = re.compile(r"age_(\d+)_(\d+)")

edit = Edit(
    "LIN024",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Use the checkup code of the same family for the age of the patient.",
    prevents=("CARC 6",),
    source="CPT preventive family",
    when=When(procedures=is_preventive),
)


@edit.check
def checkup_age_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    procedures, born = given.codesets.procedures, claim.person.birth_date
    for index, line in enumerate(claim.lines):
        on = line.service_from or claim.service_from
        age, code = age_on(born, on), procedures.at(line.procedure, on=on) if on else None
        band = next((match for flag in code.flags if (match := _BAND.fullmatch(flag))), None) if code else None
        if age is None or band is None or int(band[1]) <= age <= int(band[2]):
            continue
        message = f"{line.procedure} is for ages {band[1]} to {band[2]}; the patient is {age}"
        yield edit.finding(on_line(claim, index, "procedure"), message)
