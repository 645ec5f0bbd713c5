"""Negative or more than two decimals.

**Why it matters**: a charge below zero or of more than ten digits is no charge.
**Rejected**: -$50.00; $100,000,000.00.
**Clean**: $50.00.

A fraction of a cent cannot reach this edit: an amount is whole cents from the moment it is read.
"""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.finding import Finding, Severity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import When
from cleanclaim.core.edits.where import on_claim, on_line
from cleanclaim.core.money import dollars

_LARGEST = 99_999_999_99  # cents


def _is_wrong(amount: int | None) -> bool:
    return amount is not None and not 0 <= amount <= _LARGEST


edit = Edit(
    "AMT002",
    severity=Severity.ERROR,
    box="24F",
    element="2400 SV102",
    fix="Use 0.00 or more, two decimals, below 100 million.",
    prevents=(
        "277CA A7/697",
        "277CA A7/693",
    ),
    source="TR3 B.1.1.3.1.2",
    when=When(line=lambda line: _is_wrong(line.charge)) | When(has=("charge", "patient_paid")),
)


@edit.check
def amount_not_valid(claim: Claim, given: Given) -> Iterator[Finding]:
    for index, line in enumerate(claim.lines):
        if _is_wrong(line.charge):
            yield edit.finding(on_line(claim, index, "charge"), f"{dollars(line.charge)} is not a valid charge")
    for name in ("charge", "patient_paid"):
        amount = getattr(claim, name)
        if _is_wrong(amount):
            yield edit.finding(on_claim(claim, name), f"{dollars(amount)} is not a valid amount")
