"""Billing NPI missing.

**Why it matters**: a payer pays an NPI; without one there is nobody to pay.
**Rejected**: a blank billing NPI.
**Clean**: ``1245319599``; a provider who is not of health care sends a payer's own number (REF G2) in its place.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "PRV001",
    severity=Severity.ERROR,
    box="33a",
    element="2010AA NM109",
    fix="Add the NPI in provider set-up.",
    prevents=(
        "277CA A6/562/85",
        "CARC 206",
    ),
    source="45 CFR 162.410; TR3 2010AA",
    when=When(party=lambda codesets, who: who.role == "billing" and not who.party.npi.strip()),
)


@edit.check
def billing_npi_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    has_own_number = any(qualifier == "G2" for qualifier, _ in claim.billing.other_ids)
    if not claim.billing.npi.strip() and not has_own_number:
        yield edit.finding(on_claim(claim, "billing.npi", "billing provider"), "billing NPI is blank")
