"""Global periods of procedures done before: the days in which follow-up care is part of the price."""

from collections.abc import Iterator, Set
from datetime import date, timedelta

from msgspec import Struct

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.known import PastService


class GlobalPeriod(Struct, frozen=True):
    """A procedure on another claim whose period a line falls into."""

    procedure: str
    done_on: date
    ends_on: date


def has_period(past: PastService, days: Set[date | None]) -> bool:
    """Whether follow-up care is part of its price, or nobody knows."""
    return past.global_days != 0


def period_around(claim: Claim, given: Given, index: int) -> GlobalPeriod | None:
    """The period that the line with this index falls into, of a procedure by the same clinician or group."""
    return next(_periods(claim, given, index), None)


def _periods(claim: Claim, given: Given, index: int) -> Iterator[GlobalPeriod]:
    line = claim.lines[index]
    clinician = line.rendering or claim.rendering or claim.billing
    for past in given.history:
        if past.global_days == 0:
            continue
        is_ours = past.rendering_npi == clinician.npi or past.billing_npi == claim.billing.npi
        if not is_ours or not line.service_from or line.service_from < past.service_from:
            continue
        days = global_days(past)
        ends_on = past.service_from + timedelta(days=min(days, (date.max - past.service_from).days))
        if days and line.service_from <= ends_on:
            yield GlobalPeriod(past.procedure, past.service_from, ends_on)


def global_days(past: PastService) -> int:
    """Days of follow-up in the price of a service done before; CodeSetMissing where no schedule says it."""
    if past.global_days is None:
        raise CodeSetMissing(f"the follow-up days of {past.procedure} are not known")
    return past.global_days
