"""Underpayments by payer, and the dispute that is sent for them: a letter to print, and a CSV."""

import csv

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cleanclaim import clock
from cleanclaim.apps.activity.selectors import timeline
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.errors import NotPermitted, Refusal
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances import selectors, services
from cleanclaim.apps.remittances.choices import FINAL
from cleanclaim.apps.remittances.forms import OutcomeForm
from cleanclaim.apps.remittances.models import Dispute
from cleanclaim.core.money import plain
from cleanclaim.paging import keyset_page

COLUMNS = ("claim", "payer's number", "patient", "service", "code", "billed", "expected", "allowed", "missing")


@require_safe
@permission_needed("denial.work")
def underpayments(request: HttpRequest) -> HttpResponse:
    """What is below its contract, with the total of each payer."""
    page = keyset_page(selectors.underpayments_waiting(by=request.actor), request, ("-amount", "pk"))
    payers = selectors.underpaid_payers(by=request.actor)
    sent = selectors.disputes_sent(by=request.actor)[:10]
    return render(request, "remittances/underpayments.html", {"page": page, "payers": payers, "sent": sent})


@require_POST
@permission_needed("denial.work")
def dispute_new(request: HttpRequest, payer_id: int) -> HttpResponse:
    """One dispute of all that a payer owes by its contract."""
    payer = get_object_or_404(Payer.objects, pk=payer_id)
    try:
        dispute = services.dispute_open(payer=payer, by=request.actor)
    except NotPermitted:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("remittances:underpayments")
    return redirect("remittances:dispute", dispute.pk)


@require_safe
@permission_needed("denial.work")
def dispute(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """The letter, with each line's arithmetic, what the payer said and what it has paid since."""
    found = get_object_or_404(selectors.disputes_sent(by=request.actor), pk=dispute_id)
    return render(request, "remittances/dispute.html", dispute_shown(found, request.actor))


def dispute_shown(found: Dispute, by: Actor, form: OutcomeForm | None = None) -> dict[str, object]:
    """Everything of a dispute for its page."""
    since = services.payments_since(found)
    initial = {"decided_on": clock.today()}
    return {
        "dispute": found,
        "lines": selectors.lines_disputed(dispute=found, by=by),
        "since": since,
        "came": sum(answer.paid for answer in since),
        "entries": timeline(subject=found, by=by),
        "form": None if found.outcome in FINAL else form or OutcomeForm(initial=initial),
    }


@require_safe
@permission_needed("denial.work")
def dispute_csv(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """The same lines for the payer's portal."""
    found = get_object_or_404(selectors.disputes_sent(by=request.actor), pk=dispute_id)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="dispute-{found.pk}.csv"'
    table = csv.writer(answer)
    table.writerow(COLUMNS)
    for each in selectors.lines_disputed(dispute=found, by=request.actor):
        line, claim = each.line, each.answer.claim
        money = (plain(amount) for amount in (line.charge, each.expected, each.allowed, each.amount))
        number = claim.control_number if claim else each.answer.patient_control_number
        payers = each.answer.payer_claim_control_number
        table.writerow((number, payers, line.patient.name, line.service_on.isoformat(), line.procedure, *money))
    return answer
