"""Lines inside the urgent care case rate.

**Why it matters**: a case rate (S9083) pays the whole visit; what is billed beside it is denied or taken back.
**Rejected**: ``S9083`` with ``99203``.
**Clean**: ``S9083`` alone.

Whoever sends S9083 has a case rate with that payer, so no contract is looked up.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line

edit = Edit(
    "UC001",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Send S9083 alone (keep others for statistics).",
    prevents=("CARC 97",),
    source="payer contract",
    when=When(procedures=frozenset({"S9083"})),
)


@edit.check
def inside_case_rate(claim: Claim, given: Given) -> Iterator[Finding]:
    days = {line.service_from for line in claim.lines if line.procedure == "S9083"}
    if not days:
        return
    payer = claim.payer.name or "the payer"
    for index, line in enumerate(claim.lines):
        if line.procedure != "S9083" and line.service_from in days:
            message = f"{line.procedure} is inside the case rate S9083 of {payer}"
            yield edit.finding(on_line(claim, index, "procedure"), message)
