"""Maternity package billed with its parts.

**Why it matters**: the package holds all care before, during and after a birth; a part beside it is paid once only.
**Rejected**: ``59400`` with ``59426`` by the same group for the same pregnancy.
**Clean**: ``59400``; or the parts, when the patient changed group or payer.
"""

from collections.abc import Iterator
from datetime import date

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import lines_from, on_line

_PACKAGES = ("59400", "59510", "59610", "59618")
_PARTS = frozenset({"59409", "59410", "59414", "59425", "59426", "59430", "59514", "59515", "59612", "59614", "59620"})
_PREGNANCY = 300  # days

edit = Edit(
    "LIN037",
    severity=Severity.ERROR,
    kinds=frozenset({"837P"}),
    box="24D",
    element="2400 SV101",
    fix="Bill the package or the parts, never both; split when the patient changed group or payer.",
    prevents=(
        "CARC 97 + M15",
        "CARC 236",
    ),
    source="CPT maternity guideline; payer policy",
    when=When(procedures=frozenset({"59400", "59510", "59610", "59618"})),
)


@edit.check
def maternity_in_parts(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in lines_from(claim, *_PACKAGES):
        on = line.service_from
        here = next((f"{other.procedure} on this claim" for other in claim.lines if other.procedure in _PARTS), "")
        part = here or next(_earlier(claim, given, on), "")
        if part:
            message = f"package {line.procedure} overlaps {part}"
            yield edit.finding(on_line(claim, index, "procedure"), message)


def _earlier(claim: Claim, given: Given, on: date | None) -> Iterator[str]:
    """Parts that this group billed for the same pregnancy."""
    for past in given.history:
        is_ours = past.billing_npi in ("", claim.billing.npi)
        if on and is_ours and past.procedure in _PARTS and abs((on - past.service_from).days) <= _PREGNANCY:
            yield f"{past.procedure} of {past.service_from}, billed before"
