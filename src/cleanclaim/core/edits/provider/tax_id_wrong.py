"""Billing tax ID missing or wrong shape.

**Why it matters**: the payer reports income under it and refuses a claim it cannot file.
**Rejected**: ``12-34567``; a social security number on an institutional claim.
**Clean**: ``123456789``.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.coding import digits, is_digits
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.fix import Fix
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim


def _is_right(number: str) -> bool:
    return is_digits(number, 9) and len(set(number)) > 1


edit = Edit(
    "PRV007",
    severity=Severity.ERROR,
    box="25",
    element="2010AA REF EI",
    fix="Correct in provider set-up.",
    prevents=("277CA A7/128/85",),
    source="TR3 2010AA REF EI/SY",
    when=When(party=lambda codesets, who: who.role == "billing" and not _is_right(who.party.tax_id)),
)


@edit.check
def tax_id_wrong(claim: Claim, given: Given) -> Iterator[Finding]:
    billing = claim.billing
    number = billing.tax_id or ("" if claim.kind == "837I" else billing.ssn)
    if _is_right(number):
        return
    place = on_claim(claim, "billing.tax_id", "billing provider")
    plain = digits(number)
    fix = Fix("Remove the hyphen", place.path, plain, safe=True) if is_digits(plain, 9) and billing.tax_id else None
    yield edit.finding(place, f"tax ID {number} is not 9 digits" if number else "tax ID is blank", autofix=fix)
