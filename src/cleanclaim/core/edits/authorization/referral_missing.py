"""Referral missing for gatekeeper plan.

**Why it matters**: a gatekeeper plan pays a specialist only on the primary clinician's referral.
**Rejected**: no referral number to a payer that asks for one.
**Clean**: the number.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "AUTH005",
    severity=Severity.ERROR,
    box="23",
    element="2300 REF 9F",
    fix="Ask the PCP office.",
    prevents=(
        "CARC 288",
        "277CA A6/761",
        "277CA A7/94",
    ),
    source="TR3 REF 9F",
    when=When(rule="needs_referral"),
)


@edit.check
def referral_missing(claim: Claim, given: Given) -> Iterator[Finding]:
    if given.payer.needs_referral and not claim.referral_number.strip():
        yield edit.finding(on_claim(claim, "referral_number"), "this plan needs a referral number")
