"""Shutting a billing company out: an act of the practice that the worklist and the activity stream feel."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.practices.models import BillingAgreement
from cleanclaim.apps.practices.selectors import agreements_of, people_of
from cleanclaim.apps.practices.services import agreement_end
from cleanclaim.apps.worklist.models import WorkItem


@require_POST
@permission_needed("consent.billing_company")
def agreement_end_now(request: HttpRequest, billing_agreement_id: int) -> HttpResponse:
    """From the next click on the company's people see nothing of the practice."""
    agreement = get_object_or_404(agreements_of(by=request.actor), pk=billing_agreement_id)
    try:
        company_shut_out(agreement=agreement, by=request.actor)
        messages.success(request, f"{agreement.company} is shut out. Its open work is unassigned again.")
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
    return redirect("practices:team")


@transaction.atomic
def company_shut_out(*, agreement: BillingAgreement, by: Actor) -> None:
    """End the agreement, give the company's open work back to the practice, and record it."""
    staff = [person.user for person in people_of(agreement.company, on=clock.today())]
    agreement_end(agreement=agreement, by=by)
    WorkItem.objects.filter(closed_at=None, owner__in=staff).update(owner=None)
    words = f"Shut {agreement.company} out: its people act for {by.practice} no more"
    activity_record(subject=agreement, what="agreement_end", words=words, by=by)
