"""What contracts allow for the procedures of claims."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import ContractRate
from cleanclaim.core.claim import Claim as ClaimValue


class Rate(NamedTuple):
    """A price of a contract with the days it is in force."""

    payer_id: int
    first: date
    last: date | None
    procedure: str
    allowed: int


def allowed_of(values: Mapping[Claim, ClaimValue]) -> dict[Claim, Mapping[str, int] | None]:
    """{claim: cents a unit by procedure}, by the payer's contract that day; None where none names a procedure of it."""
    procedures = sorted({line.procedure for value in values.values() for line in value.lines})
    rates = [Rate._make(row) for row in _rates(sorted({claim.payer_id for claim in values}), procedures)]
    return {claim: _in_force(rates, claim) or None for claim in values}


@asked_often
def _rates(payers: list[int], procedures: list[str]) -> QuerySet:
    rows = ContractRate.objects.filter(contract__payer__id__in=payers, procedure__in=procedures, modifier="")
    return rows.order_by("contract__effective_from").values_list(
        "contract__payer_id", "contract__effective_from", "contract__effective_to", "procedure", "allowed"
    )


def _in_force(rates: Sequence[Rate], claim: Claim) -> dict[str, int]:
    on = claim.service_from
    return {
        rate.procedure: rate.allowed
        for rate in rates
        if rate.payer_id == claim.payer_id and rate.first <= on and (rate.last is None or on <= rate.last)
    }
