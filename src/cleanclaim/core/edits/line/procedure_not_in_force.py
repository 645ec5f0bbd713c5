"""Procedure code not valid on the service date.

**Why it matters**: codes come and go with the year and the quarter, and HIPAA gives no grace.
**Rejected**: ``99201`` on 2026-03-02, deleted at the end of 2020; an empty code; a code in no code's form.
**Clean**: ``99202`` on that day.

The table that ships holds the numbers common in office practice. For a well-formed number that it does not hold, the
finding says that it was not checked.
"""

import re
from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.codesets import CodeSet, CodeSets
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_NOT_LOADED = "Nothing, if the code is right: a larger code set checks it when one is imported."
_FORM = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")


def _is_doubtful(codesets: CodeSets, code: str, on: date) -> bool:
    procedures = codesets.procedures
    if not _FORM.fullmatch(code) or not procedures.knows(code):
        return True
    procedures.require(on, code)
    return not procedures.has(code, on=on)


edit = Edit(
    "LIN003",
    severity=Severity.ERROR,
    box="24D",
    element="2400 SV101",
    fix="Use the code that replaced it.",
    prevents=(
        "277CA A7/454",
        "277CA A7/507",
        "CARC 181 + M20",
    ),
    source="HCPCS quarterly and CPT annual updates; 45 CFR 162.1002",
    when=When(procedure_on=_is_doubtful),
)


@edit.check
def procedure_not_in_force(claim: Claim, given: Given) -> Iterator[Finding]:
    procedures = given.codesets.procedures
    for index, line in enumerate(claim.lines):
        for message, is_unknown in _faults(claim, line, procedures):
            place = on_line(claim, index, "procedure")
            if is_unknown:
                yield edit.finding(place, message, severity=Severity.INFO, fix=_NOT_LOADED)
            else:
                yield edit.finding(place, message)


def _faults(claim: Claim, line: ServiceLine, procedures: CodeSet) -> Iterator[tuple[str, bool]]:
    """What is wrong with the code, and whether it is only not known here."""
    code, on = line.procedure, line.service_from or claim.service_from
    if not code and claim.kind == "837P":
        yield "procedure is missing", False
    elif code and not _FORM.fullmatch(code):
        yield f"{code} is not a procedure code", False
    elif on is None or not code:
        return
    elif not (procedures.knows(code) or procedures.is_listed(code, on=on)):
        yield f"not checked: {code} is not among the {len(procedures)} procedures that are loaded", True
    else:
        procedures.require(on, code)
        if not procedures.has(code, on=on):
            yield f"{code} is not a valid code on {on}", False
