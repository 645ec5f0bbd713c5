"""Reads of the acknowledgments app."""

from django.db.models import QuerySet

from cleanclaim.apps.acknowledgments.models import Acknowledgment, ClaimAnswered
from cleanclaim.apps.claims.models import Batch, Claim
from cleanclaim.apps.practices.acting import Actor


def answers_to_claim(*, claim: Claim, by: Actor) -> QuerySet[ClaimAnswered]:
    """What receivers said of the claim, newest first."""
    by.require("claim.view")
    return ClaimAnswered.objects.filter(claim=claim).select_related("acknowledgment").order_by("-received_at", "-pk")


def acknowledgments_of_batch(*, batch: Batch, by: Actor) -> QuerySet[Acknowledgment]:
    """What receivers said of the file, newest first."""
    by.require("claim.view")
    return Acknowledgment.objects.filter(batch=batch).order_by("-received_at", "-pk")
