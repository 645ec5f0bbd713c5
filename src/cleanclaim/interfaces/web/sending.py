"""Sending the ready claims from the screen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cleanclaim.apps.exchange.errors import NothingToSend
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.core.money import dollars
from cleanclaim.interfaces.jobs.sending import send
from cleanclaim.interfaces.jobs.tasks import exchange_run


@require_POST
@permission_needed("claim.submit")
def claims_send(request: HttpRequest) -> HttpResponse:
    """Seal every ready claim and let the worker deliver at once."""
    try:
        files = send(by=request.actor)
    except NothingToSend as refusal:
        messages.error(request, str(refusal))
        return redirect("claims:list")
    exchange_run.enqueue(request.actor.practice.pk)
    count = sum(file.batch.claim_count for file in files)
    amount = sum(file.batch.amount for file in files)
    messages.success(request, f"{count} claim{'' if count == 1 else 's'} on the way, {dollars(amount)}.")
    return redirect("claims:list")
