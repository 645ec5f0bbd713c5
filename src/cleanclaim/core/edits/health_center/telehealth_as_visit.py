"""Clinic telehealth coded like a visit in person.

**Why it matters**: a medical visit from afar has a code of its own, and a mental health visit from afar a modifier;
else it is taken back.
**Rejected**: ``G0467`` for a visit by video; ``G0470`` without 95.
**Clean**: ``G2025``; ``G0470-95`` under ``0900``; in a rural clinic the visit with CG and 95.

Until when G2025 is paid is set by statute, year by year: see TEL edits for the dated list.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
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
    clinic = "77" if bills_as(claim, "77") else "71" if bills_as(claim, "71") else ""
    if not clinic:
        return
    suspects = [
        (index, line)
        for index, line in enumerate(claim.lines)
        if (line.procedure in PAYMENT_CODES if clinic == "77" else is_clinic_visit(line.procedure))
    ]
    if not suspects or given.visit.mode not in _AFAR:
        return
    marks = _AFAR[given.visit.mode]
    for index, line in suspects:
        mental = line.procedure in MENTAL_CODES or is_mental(line.procedure)
        if mental and not marks.isdisjoint(line.modifiers) and line.revenue_code == "0900":
            continue
        if not mental and any(other.procedure == TELEHEALTH_CODE for other in claim.lines):
            continue
        wanted = f"{' or '.join(sorted(marks))} and revenue code 0900" if mental else TELEHEALTH_CODE
        message = f"{line.procedure} of a visit by {given.visit.mode} needs {wanted}"
        yield edit.finding(on_line(claim, index, "procedure"), message)
