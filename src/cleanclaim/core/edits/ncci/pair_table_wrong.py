"""Payer set up with the pairs of another kind of provider.

**Why it matters**: practitioners, hospitals and Medicaid have their own tables; the wrong one finds what is no fault.
**Rejected**: the practitioners' table for an institutional claim.
**Clean**: the hospitals'.
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
    "NCCI005",
    severity=Severity.ERROR,
    box="",
    element="",
    fix="In the payer's rules choose the table of this kind of claim, or leave the choice to the claim.",
    prevents=("CARC 236",),
    source="CMS NCCI files",
    when=When(rule="pair_table"),
)


@edit.check
def pair_table_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    table = given.payer.pair_table
    if table and not is_table_of(claim, table):
        yield edit.finding(
            on_claim(claim, "payer"), f"the payer is set up with the {table} pairs, which are not this claim's"
        )
