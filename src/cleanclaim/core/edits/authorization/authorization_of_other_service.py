"""Authorized code, clinician or site differs.

**Why it matters**: an approval is for what it names; a neighbor of the approved code is denied.
**Rejected**: ``70553`` under an approval for ``70551``.
**Clean**: ``70553`` under an approval for it, or for a range that holds it.

An approval may name the clinician or the billing group: either will do. It is of another service when no line of the
claim is approved; other services beside an approved one need no approval of their own.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.authorization.approvals import approval_of, is_of
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.known import Approval
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

edit = Edit(
    "AUTH004",
    severity=Severity.ERROR,
    box="23, 24D",
    element="2300 REF G1",
    fix="Ask payer to update the approval.",
    prevents=(
        "CARC 284",
        "CARC 296",
    ),
    source="278 response",
    when=When(has=("prior_authorization",)),
    needs="approvals",
)


@edit.check
def authorization_of_other_service(claim: Claim, given: Given) -> Iterator[Finding]:
    approval = approval_of(claim, given)
    if approval is None:
        return
    for message in _differences(claim, approval):
        yield edit.finding(on_claim(claim, "prior_authorization"), f"approval {approval.number} is for {message}")


def _differences(claim: Claim, approval: Approval) -> Iterator[str]:
    if approval.procedures and not any(is_of(approval, line) for line in claim.lines):
        ours = ", ".join(line.procedure for line in claim.lines)
        theirs = ", ".join("-".join(dict.fromkeys(codes)) for codes in approval.procedures)
        yield f"{theirs}; the claim has {ours}"
    if approval.npis and approval.npis.isdisjoint(_npis(claim)):
        yield f"NPI {', '.join(sorted(approval.npis))}, not for this clinician or group"
    site = claim.facility.npi if claim.facility else claim.billing.npi
    if approval.facility_npi and site and site != approval.facility_npi:
        yield f"the site with NPI {approval.facility_npi}"


def _npis(claim: Claim) -> set[str]:
    """Of the group and of everyone who treated."""
    parties = (claim.billing, claim.rendering, *(line.rendering for line in claim.lines))
    return {party.npi for party in parties if party}
