"""S9088 alone or to a payer that does not take it.

**Why it matters**: S9088 is paid on top of an urgent care visit, by the payers that chose to.
**Rejected**: ``S9088`` alone; at place 11; to a payer that does not take it.
**Clean**: ``99203`` with ``S9088`` at place 20.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import is_visit
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import lines_from, on_line

edit = Edit(
    "UC002",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Add the visit or remove S9088.",
    prevents=(
        "CARC 96",
        "CARC B15",
    ),
    source="HCPCS; payer policy",
    when=When(procedures=frozenset({"S9088"})),
)


@edit.check
def urgent_care_add_on_misused(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in lines_from(claim, "S9088"):
        place = line.place_of_service or claim.place_of_service
        visited = any(is_visit(other.procedure) and other.service_from == line.service_from for other in claim.lines)
        reason = (
            f"{claim.payer.name or 'the payer'} does not take it"
            if not given.payer.takes_urgent_care_code
            else "there is no visit beside it"
            if not visited
            else f"place {place} is not urgent care (20)"
            if place != "20"
            else ""
        )
        if reason:
            yield edit.finding(on_line(claim, index, "procedure"), f"S9088: {reason}")
