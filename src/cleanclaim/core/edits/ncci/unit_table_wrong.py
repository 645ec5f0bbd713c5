"""Payer set up with the unit limits of another kind of provider.

**Why it matters**: practitioners, hospitals, suppliers and Medicaid have limits of their own.
**Rejected**: the practitioners' limits for an institutional claim.
**Clean**: the outpatient hospitals'.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.ncci.tables import is_table_of
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "MUE004",
    severity=Severity.ERROR,
    box="",
    element="",
    fix="In the payer's rules choose the limits of this kind of claim, or leave the choice to the claim.",
    prevents=("CARC 151 + N362",),
    source="CMS NCCI MUE files",
    when=When(rule="unit_table"),
)


@edit.check
def unit_table_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    table = given.payer.unit_table
    if table and not is_table_of(claim, table):
        yield edit.finding(
            on_claim(claim, "payer"), f"the payer is set up with the {table} limits, which are not this claim's"
        )
