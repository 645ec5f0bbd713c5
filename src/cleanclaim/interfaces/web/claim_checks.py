"""A held claim put through its edits again: as the record is now, or after its payer was asked again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cleanclaim.apps.claims.choices import UNSENT
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.selectors import claims_visible
from cleanclaim.apps.eligibility.services import eligibility_check
from cleanclaim.apps.eligibility.views import tell
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.interfaces.jobs import billing

SUBMIT = "claim.submit"


@require_POST
@permission_needed(SUBMIT, "charge.post")
def claim_recheck(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Build the claim again from the corrected record, and check it."""
    return _checked(request, get_object_or_404(claims_visible(by=request.actor), pk=claim_id))


@require_POST
@permission_needed(SUBMIT)
def claim_ask(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Ask the payer about the day of service, then check the claim by its answer."""
    held = claims_visible(by=request.actor).filter(state__in=UNSENT).exclude(coverage=None)
    claim = get_object_or_404(held, pk=claim_id)
    tell(request, eligibility_check(coverage=claim.coverage, service_on=claim.service_from, by=request.actor))
    return _checked(request, claim)


def _checked(request: HttpRequest, claim: Claim) -> HttpResponse:
    try:
        billing.claim_recheck(claim=claim, by=request.actor)
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
    else:
        outcome = "is ready to send" if claim.state == "ready" else "is still held by its findings"
        messages.success(request, f"Built again from the record: {claim.control_number} {outcome}.")
    return redirect("web:claim", claim_id=claim.pk)
