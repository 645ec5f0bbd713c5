"""What a person decides about a held payment or answer, and all that follows from it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cleanclaim.apps.practices.errors import NotPermitted, Refusal
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.remittances.forms import ReasonForm
from cleanclaim.apps.remittances.selectors import answers_visible, claims_to_match, remittances_received
from cleanclaim.apps.remittances.services import decision_asked
from cleanclaim.core.money import dollars
from cleanclaim.interfaces.jobs.adjudicated import answer_match, answer_unmatch, payment_is_new

ASKED = "{amount} is above your limit: a manager was asked. Nothing is changed before another person agrees."


@require_POST
@permission_needed("payment.post_manual")
def match(request: HttpRequest, remittance_claim_id: int) -> HttpResponse:
    """The held answer speaks of this claim: post it."""
    row = get_object_or_404(answers_visible(by=request.actor), pk=remittance_claim_id)
    chosen = request.POST.get("claim", "")
    if not chosen.isdecimal():
        messages.error(request, "Choose the claim that the payer speaks of.")
        return redirect("remittances:detail", row.remittance_id)
    claim = get_object_or_404(claims_to_match(by=request.actor), pk=chosen)
    try:
        answer_match(row=row, claim=claim, by=request.actor)
        messages.success(request, f"{claim.control_number} matched, {dollars(row.paid)} posted.")
    except NotPermitted:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("remittances:detail", row.remittance_id)


@require_http_methods(["GET", "POST"])
@permission_needed("payment.move_or_reverse")
def unmatch(request: HttpRequest, remittance_claim_id: int) -> HttpResponse:
    """The answer does not speak of the claim it was posted to: undo it, with a reason."""
    row = get_object_or_404(answers_visible(by=request.actor), pk=remittance_claim_id)
    form = ReasonForm(request.POST or None)
    if carried := carried_out(form, lambda: [answer_unmatch(row=row, by=request.actor, **form.cleaned_data)]):
        done = "Unmatched. {amount} is held again."
        messages.success(request, (ASKED if any(carried) else done).format(amount=dollars(row.paid)))
        return redirect("remittances:detail", row.remittance_id)
    context = {"row": row, "form": form, "asked": decision_asked(subject=row)}
    return render(request, "web/unmatch.html", context, status=form_status(form))


@require_POST
@permission_needed("payment.post_835", "adjustment.approve")
def is_new(request: HttpRequest, remittance_id: int) -> HttpResponse:
    """The payment is another one than that posted before."""
    remittance = get_object_or_404(remittances_received(by=request.actor), pk=remittance_id)
    try:
        asked = payment_is_new(remittance=remittance, reason=request.POST.get("why", ""), by=request.actor)
        words = ASKED if asked else "Another payment: {amount} taken in."
        messages.success(request, words.format(amount=dollars(remittance.amount)))
    except NotPermitted:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("remittances:detail", remittance_id)
