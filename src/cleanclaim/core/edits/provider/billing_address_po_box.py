"""Billing address is a PO box.

**Why it matters**: the 837 wants the street where the practice stands; a box belongs in the pay-to address.
**Rejected**: ``PO BOX 44``.
**Clean**: ``44 OAK AVE``, with the box as pay-to address.

A private mail box (PMB) in a street address is not named by the guide, so it is a warning only.
"""

import re
from collections.abc import Iterator

from cleanclaim.core.claim import Claim, Party
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim

_BOX = re.compile(r"\b(p\.? ?o\.? ?box|post office box|lock ?box|p\.o\.)", re.IGNORECASE)
_PRIVATE = re.compile(r"\bpmb\b", re.IGNORECASE)

edit = Edit(
    "PRV005",
    severity=Severity.ERROR,
    box="33",
    element="2010AA N301",
    fix="Put the street address in billing and the PO box in pay-to (2010AB).",
    prevents=("277CA A7/503/85",),
    source="TR3 2010AA N3",
    when=When(party=lambda codesets, who: who.role == "billing" and any(_kinds(_street(who.party)))),
)


@edit.check
def billing_address_po_box(claim: Claim, given: Given) -> Iterator[Finding]:
    street = _street(claim.billing)
    is_box, is_private = _kinds(street)
    if not (is_box or is_private):
        return
    place = on_claim(claim, "billing.address", "billing provider")
    if is_box:
        yield edit.finding(place, f"billing address is a PO box: {street.strip()}")
    else:
        yield edit.finding(place, f"billing address is a private mail box: {street.strip()}", severity=Severity.WARNING)


def _street(party: Party) -> str:
    return f"{party.address.line1} {party.address.line2}"


def _kinds(street: str) -> tuple[bool, bool]:
    """Whether it is a post office box, and whether a private one."""
    return bool(_BOX.search(street)), bool(_PRIVATE.search(street))
