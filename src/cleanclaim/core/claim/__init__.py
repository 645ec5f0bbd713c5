"""A claim as a value, from and to the 837."""

from cleanclaim.core.claim.read import claims_of, read_837, read_claims
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
from cleanclaim.core.claim.write import write_837p, write_837p_interchange

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
    "claims_of",
    "read_837",
    "read_claims",
    "write_837p",
    "write_837p_interchange",
]
