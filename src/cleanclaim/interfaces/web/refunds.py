"""Credits and refunds: whose money we hold, why, until when it has to be back, and the way it goes back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cleanclaim.apps.ledger.credits import SEES, credits_held
from cleanclaim.apps.ledger.forms import RefundForm, SendForm
from cleanclaim.apps.ledger.refunds import refund_request, refund_send, refunds_visible
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.practices.models import Payer
from cleanclaim.core.money import dollars, plain

SENT_SHOWN = 20
form_view = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@permission_needed(*SEES)
def credits_page(request: HttpRequest) -> HttpResponse:
    """Every credit: what has to be back first stands first."""
    held = credits_held(by=request.actor)
    patients = sum(credit.amount for credit in held if credit.is_patient)
    total = sum(credit.amount for credit in held)
    context = {"credits": held, "total": total, "of_patients": patients, "of_payers": total - patients}
    return render(request, "web/credits.html", context)


@form_view
@permission_needed("refund.request", "refund.approve", "refund.disburse")
def patient_credit(request: HttpRequest, patient_id: int) -> HttpResponse:
    """A patient's credit: which payments made it, and the request to give it back."""
    return _credit(request, get_object_or_404(Patient.objects.all(), pk=patient_id))


@form_view
@permission_needed("refund.request", "refund.approve", "refund.disburse")
def payer_credit(request: HttpRequest, payer_id: int) -> HttpResponse:
    """What a payer paid too much, line by line, and the request to give it back."""
    return _credit(request, get_object_or_404(Payer.objects.all(), pk=payer_id))


@require_safe
@permission_needed(*SEES)
def refunds(request: HttpRequest) -> HttpResponse:
    """Refunds asked for, approved and sent."""
    rows = refunds_visible(by=request.actor)
    context = {
        "to_send": rows.filter(state="approved"),
        "asked": rows.filter(state="requested"),
        "sent": rows.filter(state="sent").order_by("-sent_at")[:SENT_SHOWN],
    }
    return render(request, "web/refunds.html", context)


@form_view
@permission_needed("refund.disburse")
def refund_sending(request: HttpRequest, refund_id: int) -> HttpResponse:
    """The number of the check or of the card refund."""
    refund = get_object_or_404(refunds_visible(by=request.actor), pk=refund_id)
    form = SendForm(request.POST or None)
    if carried_out(form, lambda: refund_send(refund=refund, by=request.actor, **form.cleaned_data)):
        messages.success(request, f"{dollars(refund.amount)} sent to {refund.owner.name}.")
        return redirect("web:refunds")
    return render(request, "web/refund_send.html", {"refund": refund, "form": form}, status=form_status(form))


def _credit(request: HttpRequest, owner: Patient | Payer) -> HttpResponse:
    by, party = request.actor, f"{'patient' if isinstance(owner, Patient) else 'payer'}:{owner.pk}"
    credit = next(iter(credits_held(party=party, by=by)), None)
    form = RefundForm(request.POST or None, initial={"amount": plain(credit.amount) if credit else ""})
    if carried_out(form, lambda: refund_request(party=party, by=by, **form.cleaned_data)):
        messages.success(request, f"Asked: {dollars(form.cleaned_data['amount'])} goes back once a manager approves.")
        return redirect("web:credits")
    context = {
        "owner": owner,
        "credit": credit,
        "form": form,
        "owes": account_money(patient=owner, by=by).with_patient if isinstance(owner, Patient) else 0,
        "refunds": refunds_visible(by=by).filter(party=party),
    }
    return render(request, "web/credit.html", context, status=form_status(form))
