"""A receiver's answer to a file (TA1, 999) and to each claim in it (277CA)."""

from cleanclaim.core.acknowledgment.answer import acknowledge, answer
from cleanclaim.core.acknowledgment.claims import read_277ca, write_277ca, write_277ca_interchange
from cleanclaim.core.acknowledgment.functional import read_999, write_999, write_999_interchange
from cleanclaim.core.acknowledgment.interchange import (
    acknowledge_interchange,
    acknowledgment_of,
    read_ta1,
    refuse_interchange,
    write_ta1,
)
from cleanclaim.core.acknowledgment.rejected import acknowledge_claims
from cleanclaim.core.acknowledgment.value import (
    ClaimAcknowledgment,
    ClaimAnswer,
    ClaimStatus,
    Context,
    ElementError,
    FunctionalAcknowledgment,
    InterchangeAcknowledgment,
    SegmentError,
    Totals,
    TransactionAcknowledgment,
)

__all__ = [
    "ClaimAcknowledgment",
    "ClaimAnswer",
    "ClaimStatus",
    "Context",
    "ElementError",
    "FunctionalAcknowledgment",
    "InterchangeAcknowledgment",
    "SegmentError",
    "Totals",
    "TransactionAcknowledgment",
    "acknowledge",
    "acknowledge_claims",
    "acknowledge_interchange",
    "acknowledgment_of",
    "answer",
    "read_277ca",
    "read_999",
    "read_ta1",
    "refuse_interchange",
    "write_277ca",
    "write_277ca_interchange",
    "write_999",
    "write_999_interchange",
    "write_ta1",
]
