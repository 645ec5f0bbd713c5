"""Every transaction that becomes values and is written from them: one table.

An 837 is a Batch (its head), a Claim for each claim and a Level for each level without claims; an 835 a Remittance
whole, or its head with the pieces that follow; any other transaction one value, and so is a TA1.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from msgspec import Struct

from cleanclaim.core.acknowledgment import (
    ClaimAcknowledgment,
    FunctionalAcknowledgment,
    InterchangeAcknowledgment,
    read_277ca,
    read_999,
    write_277ca,
    write_999,
)
from cleanclaim.core.authorization import AuthorizationAnswer, AuthorizationRequest, read_278, write_278
from cleanclaim.core.benefits import (
    EligibilityAnswer,
    EligibilityInquiry,
    read_answer,
    read_inquiry,
    write_answer,
    write_inquiry,
)
from cleanclaim.core.claim import Batch, Claim, Level
from cleanclaim.core.remittance import (
    ClaimPayment,
    ProviderAdjustment,
    Remittance,
    RemittanceEnd,
    read_835,
    write_835,
)
from cleanclaim.core.status import StatusAnswer, StatusRequest, read_276, read_277, write_276, write_277
from cleanclaim.core.x12 import Row, Transaction


class Kind(Struct, frozen=True):
    """A transaction by the name of its guide; `write` gives the rows between ST and SE of one value."""

    name: str  # "835", "277ca"
    transaction: str  # ST01
    functional_code: str  # GS01
    version: str  # GS08
    value: Any  # the class of its value
    read: Callable[[Transaction], Any]
    write: Callable[[Any, datetime], Iterable[Row]]


def _timeless(write: Callable[[Any], Iterable[Row]]) -> Callable[[Any, datetime], Iterable[Row]]:
    return lambda value, moment: write(value)


def _claim_acknowledgment(value: ClaimAcknowledgment, moment: datetime) -> Iterable[Row]:
    return write_277ca(value, reference=f"{moment:%Y%m%d%H%M%S}", moment=moment)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("835", "835", "HP", "005010X221A1", Remittance, read_835, _timeless(write_835)),
        Kind("270", "270", "HS", "005010X279A1", EligibilityInquiry, read_inquiry, _timeless(write_inquiry)),
        Kind("271", "271", "HB", "005010X279A1", EligibilityAnswer, read_answer, _timeless(write_answer)),
        Kind("276", "276", "HR", "005010X212", StatusRequest, read_276, _timeless(write_276)),
        Kind("277", "277", "HN", "005010X212", StatusAnswer, read_277, _timeless(write_277)),
        Kind("277ca", "277", "HN", "005010X214", ClaimAcknowledgment, read_277ca, _claim_acknowledgment),
        Kind("278request", "278", "HI", "005010X217", AuthorizationRequest, read_278, _timeless(write_278)),
        Kind("278response", "278", "HI", "005010X217", AuthorizationAnswer, read_278, _timeless(write_278)),
        Kind("999", "999", "FA", "005010X231A1", FunctionalAcknowledgment, read_999, _timeless(write_999)),
    )
}
ACKNOWLEDGMENT = "TA1"
"""A segment between the groups of an interchange, without a guide of its own."""
CLAIMS = {"837P": "005010X222A1", "837I": "005010X223A2", "837D": "005010X224A2"}
_OF_CLAIMS = {one.__name__: one for one in (Batch, Claim, Level)}
_PIECES = {one.__name__: one for one in (ClaimPayment, ProviderAdjustment, RemittanceEnd)}
"""What an 835 consists of besides its head."""


class Read(Struct, frozen=True):
    """A value and the transaction that it was read from: "837P", "835", "277ca" …, or TA1."""

    transaction: str
    value: Any


def class_of(transaction: str, part: str) -> type[Struct]:
    """That of a value by its transaction and its name, as `Read` has them; raises KeyError for none of this library."""
    if transaction in CLAIMS:
        return _OF_CLAIMS.get(part, Claim)
    if transaction == ACKNOWLEDGMENT:
        return InterchangeAcknowledgment
    found: type[Struct] = _PIECES.get(part) or KINDS[transaction].value
    return found
