"""Global periods of procedures done before: the days in which follow-up care is part of the price."""

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.known import PastService


class GlobalPeriod(Struct, frozen=True):
    """A procedure on another claim whose period a line falls into."""

    procedure: str
    done_on: date
    ends_on: date


def period_around(claim: Claim, given: Given, index: int) -> GlobalPeriod | None:
    """The period that the line with this index falls into, of a procedure by the same clinician or group."""
    return next(_periods(claim, given, index), None)


def _periods(claim: Claim, given: Given, index: int) -> Iterator[GlobalPeriod]:
    line = claim.lines[index]
    clinician = line.rendering or claim.rendering or claim.billing
    for past in given.history:
        ends_on = past.service_from + timedelta(days=min(past.global_days, (date.max - past.service_from).days))
        is_ours = past.rendering_npi == clinician.npi or past.billing_npi == claim.billing.npi
        if is_ours and _is_surgery(past) and line.service_from and past.service_from <= line.service_from <= ends_on:
            yield GlobalPeriod(past.procedure, past.service_from, ends_on)


def _is_surgery(past: PastService) -> bool:
    return past.global_days > 0
