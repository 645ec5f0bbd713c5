"""Consultation code sent to a payer that dropped it.

**Why it matters**: Medicare pays no consultations since 2010; the visit codes take their place.
**Rejected**: ``99244`` to Medicare.
**Clean**: ``99204`` to Medicare.

The table speaks of any payer with such a rule; here only Original Medicare is known to have it.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import number_between
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import MEDICARE, Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_line


def _is_consultation(code: str) -> bool:
    return number_between(code, 99241, 99245) or number_between(code, 99251, 99255)


edit = Edit(
    "LIN027",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Recode to the visit family.",
    prevents=(
        "CARC 96 + N130",
        "CARC 16 + M51",
    ),
    source="Pub 100-04 ch.12 §30.6.10",
    since=date(2010, 1, 1),
    when=When(filing=MEDICARE, procedures=_is_consultation),
)


@edit.check
def consultation_to_medicare(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if _is_consultation(line.procedure):
            message = f"Medicare does not pay the consultation {line.procedure}"
            yield edit.finding(on_line(claim, index, "procedure"), message)
