"""A claim as a value, from and to the 837."""

from cleanclaim.core.claim.value import (
    Accident,
    Address,
    Adjustment,
    Claim,
    Institutional,
    OtherCoverage,
    OtherPayerLine,
    Party,
    Person,
    ServiceLine,
)

__all__ = [
    "Accident",
    "Address",
    "Adjustment",
    "Claim",
    "Institutional",
    "OtherCoverage",
    "OtherPayerLine",
    "Party",
    "Person",
    "ServiceLine",
]
