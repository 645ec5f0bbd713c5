"""Member ID missing.

**Why it matters**: without the ID no payer can find the policy.
**Rejected**: a person as subscriber with a blank ID.
**Clean**: the ID from the card, prefix included; an employer as subscriber has none.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "SUB001",
    severity=Severity.ERROR,
    box="1a",
    element="2010BA NM109",
    fix="Enter the ID from the card including the alpha prefix.",
    prevents=(
        "277CA A6/164/IL",
        "CARC 16 + N382",
    ),
    source="TR3 2010BA NM108/NM109",
    when=When(claim=lambda claim: not claim.subscriber.member_id.strip()),
)


@edit.check
def member_id_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if not claim.subscriber.is_organization and not claim.subscriber.member_id.strip():
        yield edit.finding(on_claim(claim, "subscriber.member_id", "subscriber"), "member ID is blank")
