"""From the remittance to the 835 (005010X221A1); `read_remittances` of what is written gives the same value back."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from cleanclaim.core.remittance.value import ClaimGroup, ClaimPayment, ProviderAdjustment, Remittance, RemittanceEnd
from cleanclaim.core.remittance.write_claim import claim_rows, line_rows
from cleanclaim.core.remittance.write_header import (
    group_rows,
    header_rows,
    payee_rows,
    payer_rows,
    provider_adjustment_rows,
)
from cleanclaim.core.x12 import Envelope, Row, interchange_chunks
from cleanclaim.core.x12.errors import UnwritableValue

VERSION = "005010X221A1"
Piece = ClaimPayment | ProviderAdjustment | RemittanceEnd
_ONE_GROUP = (ClaimGroup(),)


def write_835(remittance: Remittance, claims: Iterable[ClaimPayment] | None = None) -> Iterator[Row]:
    """The segments between ST and SE, claim by claim: those of the remittance, or `claims` in their place as they come.

    Raises UnwritableValue for a value that the guide has no room for.
    """
    own = remittance.claims if claims is None else claims
    return _rows(remittance, own, remittance.provider_adjustments)


def write_835_pieces(remittance: Remittance, pieces: Iterable[Piece]) -> Iterator[Row]:
    """As `write_835`, of the pieces that `stream_835` gives behind the Remittance; only provider adjustments are held.

    Raises ValueError when the end tells of groups that the Remittance, which is written before, does not have.
    """
    pairs = [*remittance.provider_adjustments]
    return _rows(remittance, chain(remittance.claims, _claims(pieces, remittance.groups, pairs)), pairs)


def write_835_interchange(remittances: Iterable[Remittance], envelope: Envelope) -> bytes:
    """One interchange with one transaction a remittance; ST02 counts on from the envelope's first."""
    return b"".join(write_835_chunks(((remittance, remittance.claims) for remittance in remittances), envelope))


def write_835_chunks(
    remittances: Iterable[tuple[Remittance, Iterable[ClaimPayment]]], envelope: Envelope
) -> Iterator[bytes]:
    """As `write_835_interchange`, a piece at a time, each remittance with its claims, which are not kept."""
    bodies = (("835", write_835(remittance, claims)) for remittance, claims in remittances)
    return interchange_chunks(envelope, "HP", VERSION, bodies)


def _rows(
    remittance: Remittance, claims: Iterable[ClaimPayment], adjustments: Sequence[ProviderAdjustment]
) -> Iterator[Row]:
    """Adjustments are looked at when the claims have passed."""
    yield from header_rows(remittance)
    yield from payer_rows(remittance.payer)
    yield from payee_rows(remittance.payee)
    yield from _grouped(claims, remittance.groups)
    yield from provider_adjustment_rows(adjustments)


def _claims(
    pieces: Iterable[Piece], groups: tuple[ClaimGroup, ...], pairs: list[ProviderAdjustment]
) -> Iterator[ClaimPayment]:
    """The claims among the pieces; provider adjustments join the `pairs`."""
    for piece in pieces:
        if isinstance(piece, ClaimPayment):
            yield piece
        elif isinstance(piece, ProviderAdjustment):
            pairs.append(piece)
        elif piece.groups != groups:
            raise ValueError("the groups of a remittance are told behind its claims, but are written before them")


def _grouped(claims: Iterable[ClaimPayment], groups: tuple[ClaimGroup, ...]) -> Iterator[Row]:
    """Loops 2000: each group before the first claim that stands in it."""
    some = groups or _ONE_GROUP
    written = 0
    for claim in claims:
        if not written <= claim.group <= len(some):
            place = f"group {claim.group}, behind group {written} of {len(some)}"
            raise UnwritableValue(f"claim {claim.patient_control_number} is of {place}", value=str(claim.group))
        for group in some[written : claim.group]:
            yield from group_rows(group)
        written = claim.group
        yield from claim_rows(claim)
        for line in claim.lines:
            yield from line_rows(line)
    for group in groups[written:]:
        yield from group_rows(group)
