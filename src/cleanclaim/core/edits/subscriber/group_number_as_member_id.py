"""Group number put in the member ID or the reverse.

**Why it matters**: one of the two was keyed into the other's field, and the payer finds no member.
**Rejected**: member ID and group number both ``0012345``.
**Clean**: two different numbers.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "SUB011",
    severity=Severity.WARNING,
    box="1a, 11",
    element="2000B SBR03",
    fix="Re-key from the card.",
    prevents=(
        "277CA A7/164/IL",
        "277CA A7/163",
    ),
    source="TR3 SBR03, NM109",
    when=When(has=("group_number",)),
)


@edit.check
def group_number_as_member_id(claim: Claim, given: Given) -> Iterator[Finding]:
    group = claim.group_number.strip()
    if group and group == claim.subscriber.member_id.strip():
        yield edit.finding(on_claim(claim, "group_number", "subscriber"), "group number and member ID are the same")
