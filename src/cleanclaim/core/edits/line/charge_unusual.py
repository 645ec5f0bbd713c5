"""Tracking or no-charge code with money, or bill line with zero.

**Why it matters**: a zero charge is paid zero, and a code that only reports may make a payer pay and take back.
**Rejected**: ``99213`` at zero; ``99024`` with money.
**Clean**: ``99213`` at $150.00, ``99024`` at zero or one cent.
"""

import re
from collections.abc import Iterator

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line
from cleanclaim.core.money import dollars

_REPORTS_ONLY = re.compile(r"99024|\d{4}F|G(8[4-9]|9\d)\d{2}")


def _is_unusual(line: ServiceLine) -> bool:
    if _REPORTS_ONLY.fullmatch(line.procedure):
        return line.charge > 1
    return line.charge == 0


edit = Edit(
    "LIN029",
    severity=Severity.WARNING,
    kinds=frozenset({"837P"}),
    box="24F",
    element="2400 SV102",
    fix="Correct the fee.",
    prevents=(
        "277CA A7/402",
        "277CA A7/583",
    ),
    source="payer rule; TR3 SV102",
    when=When(line=_is_unusual),
)


@edit.check
def charge_unusual(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if _is_unusual(line):
            message = f"{dollars(line.charge)} is unusual for {line.procedure}"
            yield edit.finding(on_line(claim, index, "charge"), message)
