"""Reads of the denials app."""

from django.db.models import QuerySet

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.denials.choices import OPEN
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.practices.acting import Actor


def denial_cases(*, by: Actor) -> QuerySet[DenialCase]:
    """Every case with its claim and payer."""
    by.require("claim.view")
    return DenialCase.objects.select_related("claim__payer", "claim__patient", "line", "answer")


def denial_cases_open(*, by: Actor) -> QuerySet[DenialCase]:
    """Cases somebody still has to do something about."""
    return denial_cases(by=by).filter(state__in=OPEN)


def denials_of_claim(*, claim: Claim, by: Actor) -> QuerySet[DenialCase]:
    """The claim's cases, by line."""
    return denial_cases(by=by).filter(claim=claim).order_by("line_id", "pk")
