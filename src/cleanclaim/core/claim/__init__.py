"""A claim as a value, from and to the 837."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from cleanclaim.core.claim.batch import Batch, Level
    from cleanclaim.core.claim.read import claims_of, read_837, read_batches, read_claims
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
    "Level",
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

_HOMES = {
    **dict.fromkeys(("Batch", "Level"), "batch"),
    **dict.fromkeys(("claims_of", "read_837", "read_batches", "read_claims"), "read"),
    **dict.fromkeys(("write_837", "write_837_interchange", "write_837p", "write_837p_interchange"), "write"),
}


def __getattr__(name: str) -> Any:
    """Reader and writer are loaded when first asked for: who needs only the values, as the 835 does, needs neither."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
