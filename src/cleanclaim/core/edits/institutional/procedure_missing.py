"""Revenue code needs a procedure.

**Why it matters**: outpatient departments are paid by procedure; a revenue code alone says only which department it
was.
**Rejected**: a drug (``0636``) or a laboratory test (``0300``) with no procedure.
**Clean**: the same with its code; a stay, which is paid as a whole.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.institutional.bills import facility
from cleanclaim.core.edits.where import on_line

_BY_PROCEDURE = frozenset({"13", "14", "83", "85"})

edit = Edit(
    "UB008",
    severity=Severity.ERROR,
    kinds=frozenset({"837I"}),
    box="44",
    element="2400 SV202-2",
    fix="Add from the chargemaster.",
    prevents=(
        "277CA A6/507",
        "CARC 16 + M20",
    ),
    source="NUBC UB-04 manual; TR3 005010X223A2",
)


@edit.check
def procedure_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if facility(claim) not in _BY_PROCEDURE:
        return
    codes = given.codesets.revenue_codes
    for index, line in enumerate(claim.lines):
        if not line.procedure and codes.flagged(line.revenue_code, "hcpcs"):
            place = on_line(claim, index, "procedure")
            yield edit.finding(place, f"revenue code {line.revenue_code} needs a procedure")
