"""Checking unsent claims again after their edits were chosen anew: only those that come out otherwise are touched."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from msgspec import Struct

from cleanclaim.apps.claims.known import known_of
from cleanclaim.apps.claims.models import Claim, ClaimFinding
from cleanclaim.apps.claims.services.drafting import WORKS_ON_CLAIMS, reopen, require_any
from cleanclaim.apps.claims.services.scrubbing import claim_scrub, findings_now
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.practices.models import Payer

CHECKED = ("edit_failed", "ready")
TOGETHER = 100  # claims whose surroundings are asked for at once


class Rechecked(Struct):
    """What checking again came to: how many claims, of which were held and are ready, or were ready and are held."""

    claims: int = 0
    released: int = 0
    held: int = 0


def claims_to_recheck(*, payer: Payer | None, first: date = date.min) -> QuerySet[Claim]:
    """Unsent claims that were checked, of services from `first`, of the payer or of all; oldest filing limit first."""
    rows = Claim.objects.filter(state__in=CHECKED, service_from__gte=first)
    return (rows.filter(payer=payer) if payer else rows).order_by("filing_deadline", "pk")


def claims_recheck(*, first: date, payer: Payer | None, why: str, by: Actor) -> Rechecked:
    """Check each in a transaction of its own; one on which somebody else works meanwhile is judged as it is then."""
    require_any(by, *WORKS_ON_CLAIMS)
    told = Rechecked()
    keys = list(claims_to_recheck(first=first, payer=payer).values_list("pk", flat=True))
    for start in range(0, len(keys), TOGETHER):
        for key in _otherwise(keys[start : start + TOGETHER]):
            _check(key, why, by, told)
    told.claims = len(keys)
    return told


def _otherwise(keys: Sequence[int]) -> list[int]:
    """Those of which there is something else to say than what was found."""
    rows = Claim.objects.filter(pk__in=keys).select_related("payer").prefetch_related("findings")
    values = {claim: unpack(claim) for claim in rows}
    known = known_of(values, codesets=codesets())
    return [
        claim.pk
        for claim, value in values.items()
        if _said(claim.findings.all()) != _said(findings_now(claim, value, known[claim]))
    ]


def _said(findings: Iterable[ClaimFinding]) -> set[tuple[str, str, str, str]]:
    return {(row.edit, row.path, row.message, row.severity) for row in findings}


@transaction.atomic
def _check(key: int, why: str, by: Actor, told: Rechecked) -> None:
    claim = Claim.objects.select_for_update(of=("self",)).select_related("payer", "encounter").get(pk=key)
    before = claim.state
    if before not in CHECKED:
        return
    reopen(claim, f"Checked again: {why}"[:200], by)
    claim_scrub(claim=claim, by=by)
    told.released += before != claim.state == "ready"
    told.held += before == "ready" != claim.state
