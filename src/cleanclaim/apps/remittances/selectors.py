"""Reads of the posting desk."""

from django.db.models import Count, Q, QuerySet

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.remittances.choices import Disposition
from cleanclaim.apps.remittances.models import Remittance, RemittanceClaim

MAY_SEE = ("payment.post_835", "deposit.reconcile", "claim.view")


def remittances_received(*, by: Actor) -> QuerySet[Remittance]:
    """Every remittance, newest first, with how many of its claims are held."""
    _may_see(by)
    held = Count("claims", filter=Q(claims__disposition=Disposition.HELD))
    return Remittance.objects.select_related("payer", "deposit").annotate(held=held).order_by("-received_at", "-pk")


def answers_of(*, remittance: Remittance, by: Actor) -> QuerySet[RemittanceClaim]:
    """The claims of a remittance in its own order."""
    _may_see(by)
    return remittance.claims.select_related("claim__patient", "claim__payer").order_by("index")


def payments_of_claim(*, claim: Claim, by: Actor) -> QuerySet[RemittanceClaim]:
    """What payers answered for a claim, newest first."""
    _may_see(by)
    return (
        RemittanceClaim.objects.filter(claim=claim).select_related("remittance").order_by("-remittance__pk", "-index")
    )


def _may_see(by: Actor) -> None:
    if not any(by.may(permission) for permission in MAY_SEE):
        by.require(MAY_SEE[0])
