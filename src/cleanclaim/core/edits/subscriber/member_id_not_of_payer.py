"""Member ID shape does not match the payer pattern.

**Why it matters**: an ID of another plan's shape is nearly always a card mixed up.
**Rejected**: ``123456789`` for a Blue plan, whose IDs begin with three characters or R.
**Clean**: ``XYZ123456789``.

The pattern is the payer's, from its rules; the table's sample ``^[A-Z]{3}`` was too narrow for federal employees and
for prefixes with digits.
"""

import re
from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "SUB012",
    severity=Severity.WARNING,
    box="1a",
    element="2010BA NM109",
    fix="Check the card image.",
    prevents=(
        "277CA A7/164/IL",
        "277CA A7/733",
    ),
    source="payer companion guide",
    when=When(rule="id_pattern"),
)


@edit.check
def member_id_not_of_payer(claim: Claim, given: Given) -> Iterator[Finding]:
    number, pattern = claim.subscriber.member_id, given.payer.id_pattern
    if pattern and number and not re.fullmatch(pattern, number):
        place = on_claim(claim, "subscriber.member_id", "subscriber")
        yield edit.finding(place, f"{number} does not look like an ID of {claim.payer.name or 'this payer'}")
