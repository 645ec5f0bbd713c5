"""What came of a dispute with a payer, and all that follows from it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.remittances.dispute_views import dispute_shown
from cleanclaim.apps.remittances.forms import OutcomeForm
from cleanclaim.apps.remittances.selectors import disputes_sent
from cleanclaim.interfaces.jobs.settling import dispute_end


@require_POST
@permission_needed("denial.work")
def dispute_decided(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """Record the outcome; a refusal stands beside the form."""
    found = get_object_or_404(disputes_sent(by=request.actor), pk=dispute_id)
    form = OutcomeForm(request.POST)
    carried = carried_out(form, lambda: [dispute_end(dispute=found, decision=form.decision(found), by=request.actor)])
    if carried is None:
        shown = dispute_shown(found, request.actor, form)
        return render(request, "remittances/dispute.html", shown, status=form_status(form))
    [asked] = carried
    waits = f" {len(asked)} of its lines above your limit wait for a manager." if asked else ""
    messages.success(request, f"Recorded.{waits}")
    return redirect("remittances:dispute", found.pk)
