"""Billing NPI, tax ID and taxonomy not registered with the payer.

**Why it matters**: the payer pays only whom it has in its books, under the very numbers that it has.
**Rejected**: the group's NPI with a tax ID the payer does not know; a service before the first day.
**Clean**: NPI and tax ID as enrolled.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "PRV008",
    severity=Severity.ERROR,
    box="33",
    element="2010AA NM109, REF*EI",
    fix="Hold claims; finish enrollment; ask for a retroactive date.",
    prevents=(
        "277CA A3/496",
        "CARC B7",
        "CARC 299",
        "CARC 16 + N257",
    ),
    source="payer enrollment",
    needs="enrollments",
)


@edit.check
def billing_not_enrolled(claim: Claim, given: Given) -> Iterator[Finding]:
    npi, tax_id, on = claim.billing.npi, digits(claim.billing.tax_id), claim.service_from
    if not npi or on is None:
        return
    taxonomies = ("", claim.billing.taxonomy) if claim.filing_code == "MC" else ()
    for row in given.enrollments.get(npi, ()):
        if not row.tax_id or digits(row.tax_id) != tax_id or not row.in_force(on):
            continue
        if not taxonomies or row.taxonomy in taxonomies:
            return
    payer = claim.payer.name or "the payer"
    message = f"{npi} with tax ID {tax_id or '(none)'} is not enrolled with {payer} on {on}"
    yield edit.finding(on_claim(claim, "billing", "billing"), message)
