"""Payer ID unknown or retired.

**Why it matters**: the clearinghouse routes by the payer ID; without a known one the claim goes nowhere.
**Rejected**: a blank payer ID, or one the clearinghouse does not list.
**Clean**: ``60054``, when the list has it.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.where import Place, on_claim

edit = Edit(
    "SUB009",
    severity=Severity.ERROR,
    box="header",
    element="2010BB NM109",
    fix="Choose the current payer ID from the list; if none, drop to paper.",
    prevents=(
        "277CA A3/116",
        "277CA A7/153/PR",
    ),
    source="clearinghouse payer list; TR3 2010BB",
)


@edit.check
def payer_id_unknown(claim: Claim, given: Given) -> Iterator[Finding]:
    number, known = claim.payer.payer_id.strip(), given.payer.known_payer_ids
    if not number:
        yield edit.finding(_place(claim), "payer ID is blank")
    elif known is not None and number not in known:
        message = f"payer ID {number} is not in the clearinghouse's list for {claim.kind} claims"
        yield edit.finding(_place(claim), message)


def _place(claim: Claim) -> Place:
    return on_claim(claim, "payer.payer_id", "payer")
