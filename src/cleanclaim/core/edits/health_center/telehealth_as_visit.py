"""Clinic telehealth coded like a visit in person.

**Why it matters**: a medical visit from afar has a code of its own, and a mental health visit from afar a modifier;
else it is taken back.
**Rejected**: ``G0467`` for a visit by video; ``G0470`` without 95.
**Clean**: ``G2025``; ``G0470-95`` under ``0900``; in a rural clinic the visit with CG and 95.

Until when G2025 is paid is set by statute, year by year: TEL001 has the dated list.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.health_center.visits import (
    MENTAL_CODES,
    PAYMENT_CODES,
    TELEHEALTH_CODE,
    bills_as,
    is_clinic_visit,
    is_mental,
)
from cleanclaim.core.edits.where import on_line

_AFAR = {"video": frozenset({"95"}), "audio": frozenset({"FQ", "93"})}

edit = Edit(
    "FQHC009",
    severity=Severity.WARNING,
    kinds=frozenset({"837I"}),
    box="42, 44",
    element="2400 SV201, SV202",
    fix="Use G2025 for medical or the mental health codes with 95/FQ; check the table of statutory dates.",
    prevents=(
        "RTP",
        "recoupment",
    ),
    source="42 CFR 405.2463; Pub 100-02 ch.13",
    since=date(2022, 1, 1),
)


@edit.check
def telehealth_as_visit(claim: Claim, given: Given) -> Iterator[Finding]:
    suspects = _visits(claim)
    if not suspects or given.visit_with("mode").mode not in _AFAR:
        return
    mode = given.visit_with("mode").mode
    for index in suspects:
        line = claim.lines[index]
        wanted = _mental_wants(line, mode) if _is_mental(line) else _medical_wants(claim)
        if wanted:
            message = f"{line.procedure} of a visit by {mode} needs {wanted}"
            yield edit.finding(on_line(claim, index, "procedure"), message)


def _visits(claim: Claim) -> list[int]:
    """Lines that say that there was a visit: the payment codes of a health center, the visits of a rural clinic."""
    if bills_as(claim, "77"):
        return [index for index, line in enumerate(claim.lines) if line.procedure in PAYMENT_CODES]
    if bills_as(claim, "71"):
        return [index for index, line in enumerate(claim.lines) if is_clinic_visit(line.procedure)]
    return []


def _is_mental(line: ServiceLine) -> bool:
    return line.procedure in MENTAL_CODES or is_mental(line.procedure)


def _mental_wants(line: ServiceLine, mode: str) -> str:
    marks = _AFAR[mode]
    if line.revenue_code == "0900" and not marks.isdisjoint(line.modifiers):
        return ""
    return f"{' or '.join(sorted(marks))} and revenue code 0900"


def _medical_wants(claim: Claim) -> str:
    return "" if any(line.procedure == TELEHEALTH_CODE for line in claim.lines) else TELEHEALTH_CODE
