"""57 with minor procedure.

**Why it matters**: 57 is for operations with ninety days of follow-up; with a small one the visit needs 25.
**Rejected**: ``99213-57`` with ``20610``.
**Clean**: ``99213-25`` with ``20610``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "MOD007",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101-3",
    fix="Use 25.",
    prevents=("CARC 4",),
    source="Pub 100-04 ch.12 §40.2",
    when=When(modifiers=frozenset({"57"})),
)


@edit.check
def fifty_seven_with_minor(claim: Claim, given: Given) -> Iterator[Finding]:
    procedures, on = given.codesets.procedures, claim.service_from
    codes = [code for line in claim.lines if on and (code := procedures.at(line.procedure, on=on))]
    if any(code.global_days == 90 for code in codes):
        return
    minor = next((code for code in codes if code.global_days in (0, 10)), None)
    for index, line in enumerate(claim.lines):
        if minor and "57" in line.modifiers and is_visit(line.procedure):
            message = f"57 is for surgery with 90 days of follow-up; {minor.code} has {minor.global_days}"
            yield edit.finding(on_line(claim, index, "modifiers"), message)
