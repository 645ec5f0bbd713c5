"""From the remittance to the 835 (005010X221A1); `read_remittances` of what is written gives the same value back."""

from collections.abc import Iterable, Iterator

from cleanclaim.core.remittance.value import ClaimGroup, Remittance
from cleanclaim.core.remittance.write_claim import claim_rows, line_rows
from cleanclaim.core.remittance.write_header import (
    group_rows,
    header_rows,
    payee_rows,
    payer_rows,
    provider_adjustment_rows,
)
from cleanclaim.core.x12 import Envelope, Row, write_interchange
from cleanclaim.core.x12.errors import UnwritableValue

VERSION = "005010X221A1"


def write_835(remittance: Remittance) -> Iterator[Row]:
    """The segments between ST and SE, claim by claim.

    Raises UnwritableValue for a value that the guide has no room for.
    """
    yield from header_rows(remittance)
    yield from payer_rows(remittance.payer)
    yield from payee_rows(remittance.payee)
    yield from _claims(remittance)
    yield from provider_adjustment_rows(remittance.provider_adjustments)


def write_835_interchange(remittances: Iterable[Remittance], envelope: Envelope) -> bytes:
    """One interchange with one transaction a remittance; ST02 counts on from the envelope's first."""
    return write_interchange(envelope, "HP", VERSION, (("835", write_835(remittance)) for remittance in remittances))


def _claims(remittance: Remittance) -> Iterator[Row]:
    """Loops 2000: each group before the first claim that stands in it."""
    groups = remittance.groups or ((ClaimGroup(),) if any(claim.group for claim in remittance.claims) else ())
    written = 0
    for claim in remittance.claims:
        if not written <= claim.group <= len(groups):
            place = f"group {claim.group}, behind group {written} of {len(groups)}"
            raise UnwritableValue(f"claim {claim.patient_control_number} is of {place}", value=str(claim.group))
        for group in groups[written : claim.group]:
            yield from group_rows(group)
        written = claim.group
        yield from claim_rows(claim)
        for line in claim.lines:
            yield from line_rows(line)
    for group in groups[written:]:
        yield from group_rows(group)
