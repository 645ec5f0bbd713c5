"""Every transaction that becomes values and is written from them: one table, and a file written by it.

An 837 is a Batch (its head), a Claim for each claim and a Level for each level without claims; an 835 a Remittance
whole, or its head with the pieces that follow; any other transaction one value, and so is a TA1.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.core.acknowledgment import (
    ClaimAcknowledgment,
    FunctionalAcknowledgment,
    InterchangeAcknowledgment,
    read_277ca,
    read_999,
    write_277ca,
    write_999,
    write_ta1,
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
from cleanclaim.core.claim.write import TextWriter
from cleanclaim.core.remittance import (
    ClaimPayment,
    ProviderAdjustment,
    Remittance,
    RemittanceEnd,
    read_835,
    write_835,
)
from cleanclaim.core.status import StatusAnswer, StatusRequest, read_276, read_277, write_276, write_277
from cleanclaim.core.x12 import Envelope, Row, Transaction, write_interchange

Head = TypeVar("Head")


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


def write_values(values: Iterable[Read], envelope: Envelope) -> bytes:
    """One interchange of values of one kind, as `read_values` or `stream_values` gives them.

    A Batch begins a transaction of claims, a Remittance one of payments.  Raises UnwritableValue for what X12 cannot
    carry, ValueError for values of several kinds, which belong into groups, and so into files, of their own, and for
    the claims of a remittance without its head.
    """
    some = list(values)
    names = {one.transaction for one in some}
    if len(names) != 1:
        raise ValueError(f"one file is of one kind, not {', '.join(sorted(names)) or 'none'}")
    (name,) = names
    if name in CLAIMS:
        written = TextWriter(envelope.delimiters)
        bodies = [("837", written(claims, batch)) for batch, claims in _batches(name, some)]
        return write_interchange(envelope, "HC", CLAIMS[name], bodies)
    if name == ACKNOWLEDGMENT:
        return write_ta1([one.value for one in some], envelope)
    kind = KINDS[name]
    whole = _remittances(some) if name == "835" else [one.value for one in some]
    rows = ((kind.transaction, kind.write(value, envelope.moment)) for value in whole)
    return write_interchange(envelope, kind.functional_code, kind.version, rows)


def _batches(kind: str, values: Iterable[Read]) -> list[tuple[Batch, list[Claim | Level]]]:
    return [(batch or Batch(kind=kind), claims) for batch, claims in _headed(values, Batch)]


def _remittances(values: Iterable[Read]) -> list[Remittance]:
    """Each with the pieces that follow it."""
    return [_joined(remittance, pieces) for remittance, pieces in _headed(values, Remittance)]


def _joined(remittance: Remittance | None, pieces: Sequence[Any]) -> Remittance:
    if remittance is None:
        raise ValueError("claims of a remittance without its head before them")
    if not pieces:
        return remittance
    return replace(
        remittance,
        groups=next((one.groups for one in pieces if isinstance(one, RemittanceEnd)), remittance.groups),
        claims=tuple(one for one in pieces if isinstance(one, ClaimPayment)),
        provider_adjustments=tuple(one for one in pieces if isinstance(one, ProviderAdjustment)),
    )


def _headed(values: Iterable[Read], head: type[Head]) -> list[tuple[Head | None, list[Any]]]:
    """Each head with the values that follow it; None where they begin without one."""
    found: list[tuple[Head | None, list[Any]]] = []
    for one in values:
        if isinstance(one.value, head):
            found.append((one.value, []))
            continue
        if not found:
            found.append((None, []))
        found[-1][1].append(one.value)
    return found
