"""A claim as a value, from and to the 837."""

from cleanclaim.core.claim.batch import Batch
from cleanclaim.core.claim.read import claims_of, read_837, read_batches, read_claims
from cleanclaim.core.claim.value import (
    Accident,
    Address,
    Adjustment,
    Attachment,
    Claim,
    Dental,
    DentalService,
    Institutional,
    OtherCoverage,
    OtherPayerLine,
    Party,
    Person,
    ServiceLine,
    Tooth,
)
from cleanclaim.core.claim.write import write_837, write_837_interchange, write_837p, write_837p_interchange

__all__ = [
    "Accident",
    "Address",
    "Adjustment",
    "Attachment",
    "Batch",
    "Claim",
    "Dental",
    "DentalService",
    "Institutional",
    "OtherCoverage",
    "OtherPayerLine",
    "Party",
    "Person",
    "ServiceLine",
    "Tooth",
    "claims_of",
    "read_837",
    "read_batches",
    "read_claims",
    "write_837",
    "write_837_interchange",
    "write_837p",
    "write_837p_interchange",
]
