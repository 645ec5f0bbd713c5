"""Dependent sent where the payer gives each member a unique ID.

**Why it matters**: Medicare, Medicaid and plans that number each member look for the patient's own ID in the
subscriber's place.
**Rejected**: a child sent as a dependent to Medicaid.
**Clean**: the child as subscriber with its own ID, relationship self.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given, is_medicare
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim


def _is_dependent(claim: Claim) -> bool:
    return claim.patient is not None or claim.relationship != "18"


edit = Edit(
    "SUB004",
    severity=Severity.ERROR,
    box="6",
    element="2000C",
    fix="Move the patient to the subscriber loop with the own ID.",
    prevents=(
        "277CA A8/156",
        "277CA A7/33",
    ),
    source="TR3 2000B/2000C situational rule; Medicare companion guide",
    when=When(claim=_is_dependent),
)


@edit.check
def dependent_with_own_id(claim: Claim, given: Given) -> Iterator[Finding]:
    numbers_everyone = is_medicare(claim) or claim.filing_code == "MC" or given.payer.unique_member_ids
    if numbers_everyone and _is_dependent(claim):
        payer = claim.payer.name or "this payer"
        yield edit.finding(on_claim(claim, "patient", "patient"), f"{payer} knows each patient by their own ID")
