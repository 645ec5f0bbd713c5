"""Therapy or supplies during home health.

**Why it matters**: while the period is open Medicare pays the agency for therapy and supplies, and denies them to
anybody else.
**Rejected**: ``97110-GP`` or a dressing while a period is open.
**Clean**: a visit; the same after the period.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.medicare.stays import is_within
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

_SUPPLIES = ((4310, 4435), (5051, 5093), (6010, 6457))  # catheters, ostomy, dressings: A codes

edit = Edit(
    "MCR003",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Bill the agency.",
    prevents=("CARC 97 + N70",),
    source="Pub 100-04 ch.10 §20",
    when=When(filing=frozenset({"MB"}), facts=("coverage.home_health_from",)),
    needs="coverage",
)


@edit.check
def paid_by_home_health(claim: Claim, given: Given) -> Iterator[Finding]:
    coverage = given.coverage
    if coverage.home_health_from is None:
        return
    for index, line in enumerate(claim.lines):
        on = line.service_from
        if on is None or not is_within(on, coverage.home_health_from, coverage.home_health_to):
            continue
        if line.procedure in given.codesets.small.therapy or _is_supply(line.procedure):
            agency = coverage.home_health_agency or "the agency"
            message = f"{line.procedure} during home health is paid by {agency}"
            yield edit.finding(on_line(claim, index, "procedure"), message)


def _is_supply(code: str) -> bool:
    if len(code) != 5 or code[0] != "A" or not is_digits(code[1:], 4):
        return False
    return any(first <= int(code[1:]) <= last for first, last in _SUPPLIES)
