"""CLIA certificate does not cover the test.

**Why it matters**: a laboratory may do, and is paid for, what its certificate allows.
**Rejected**: ``84443`` under a certificate of waiver; ``80053`` under it without QW.
**Clean**: ``80053-QW``; ``81002``, which is waived by itself; ``81000`` under provider-performed microscopy.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.provider.laboratory import is_laboratory, is_laboratory_number
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_LIMITED = frozenset({"waiver", "ppm"})
_WAIVED = frozenset({"81002", "81025", "82270", "82272", "82962", "83026", "84830", "85013", "85651"})
_MICROSCOPE = frozenset(
    {"81000", "81001", "81015", "81020", "89190", "G0027"} | {f"Q011{number}" for number in range(1, 6)}
)

edit = Edit(
    "PRV015",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Add QW if the waived kit was used, or send the test to a lab certified for it.",
    prevents=(
        "CARC B7",
        "CARC B23",
        "CARC 16 + MA120",
    ),
    source="Pub 100-04 ch.16 §70.8",
    when=When(procedures=is_laboratory_number),
)


@edit.check
def certificate_too_low(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        on, number = line.service_from, line.clia or claim.clia
        if on is None or not number or "90" in line.modifiers or not is_laboratory(line, given):
            continue
        place = on_line(claim, index, "clia")
        certificate = next((row for row in given.certificates if row.number == number), None)
        if certificate is None:
            continue
        if not certificate.in_force(on):
            yield edit.finding(place, f"CLIA certificate {number} is not in force on {on}")
        elif certificate.type in _LIMITED and not _is_covered(line, certificate.type, on, given):
            message = f"the certificate ({certificate.type}) of {number} does not cover {line.procedure}"
            yield edit.finding(place, message)


def _is_covered(line: ServiceLine, kind: str, on: date, given: Given) -> bool:
    code = line.procedure
    if code in _WAIVED or (kind == "ppm" and code in _MICROSCOPE):
        return True
    return "QW" in line.modifiers and given.codesets.is_waived(code, on=on)
