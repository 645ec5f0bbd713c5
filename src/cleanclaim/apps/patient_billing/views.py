"""Statements that are due and that were sent, a statement as the patient reads it, and taking the payment."""

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.ledger.selectors import account_money, lines_money
from cleanclaim.apps.patient_billing import selectors, services
from cleanclaim.apps.patient_billing.choices import ASKING, MINIMUM
from cleanclaim.apps.patient_billing.due import statements_due
from cleanclaim.apps.patient_billing.errors import NothingDue
from cleanclaim.apps.patient_billing.forms import PaymentForm
from cleanclaim.apps.patient_billing.statement import PatientStatement, totals
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.patients.selectors import patients_visible
from cleanclaim.apps.practices.errors import NotPermitted, Refusal
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.core.money import dollars, plain
from cleanclaim.paging import keyset_page

SEND, TAKE = selectors.MAY_SEE
AT_A_TIME = 25
SHOWN_DUE = 15
form_view = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@permission_needed(SEND, TAKE)
def statement_list(request: HttpRequest) -> HttpResponse:
    """Who is due a statement, and what was sent."""
    view = request.GET.get("view", "")
    issued = selectors.statements_issued(view=view, by=request.actor)
    context = {
        "due": statements_due(first=SHOWN_DUE, by=request.actor),
        "minimum": MINIMUM,
        "page": keyset_page(issued, request, selectors.RECENT),
        "view": view,
    }
    return render(request, "patient_billing/list.html", context)


@require_POST
@permission_needed(SEND)
def statements_issue(request: HttpRequest) -> HttpResponse:
    """Issue the statements that are due, some at a time: the fragment asks for the rest by itself."""
    done, total = _number(request, "done"), _number(request, "total")
    due = statements_due(first=AT_A_TIME, by=request.actor).patients
    for patient in due:
        services.statement_issue(patient=patient, by=request.actor)
    done += len(due)
    if request.htmx and len(due) == AT_A_TIME:
        return render(request, "patient_billing/_progress.html", {"done": done, "total": max(total, done)})
    messages.success(request, f"{done} statement{'' if done == 1 else 's'} issued.")
    response = redirect("patient_billing:list")
    if request.htmx:
        response = HttpResponse(headers={"HX-Redirect": reverse("patient_billing:list")})
    return response


@require_POST
@permission_needed(SEND)
def statement_issue(request: HttpRequest, patient_id: int) -> HttpResponse:
    """Issue one statement."""
    patient = _patient(request, patient_id)
    try:
        issued = services.statement_issue(patient=patient, by=request.actor)
    except NothingDue as refusal:
        messages.error(request, str(refusal))
        return redirect("patient_billing:preview", patient.pk)
    messages.success(request, f"Statement {issued.number} issued, {dollars(issued.amount)}.")
    return redirect("patient_billing:statement", issued.pk)


@require_safe
@permission_needed(SEND, TAKE)
def preview(request: HttpRequest, patient_id: int) -> HttpResponse:
    """What a statement would say today."""
    patient = _patient(request, patient_id)
    shown = selectors.statement_of(patient=patient, by=request.actor)
    return render(request, "patient_billing/statement.html", _bill(patient, shown))


@require_safe
@permission_needed(SEND, TAKE)
def statement(request: HttpRequest, statement_id: int) -> HttpResponse:
    """A statement as it was sent."""
    row = get_object_or_404(selectors.statements_visible(by=request.actor), pk=statement_id)
    shown = msgspec.convert(row.content, PatientStatement)
    context = {"statement": row, "asks": row.state in ASKING, **_bill(row.patient, shown)}
    return render(request, "patient_billing/statement.html", context)


@require_safe
@permission_needed(SEND, TAKE)
def statement_pdf(request: HttpRequest, statement_id: int) -> HttpResponse:
    """The paper, byte for byte as it was sent."""
    row = get_object_or_404(selectors.statements_visible(by=request.actor), pk=statement_id)
    name = {"Content-Disposition": f'inline; filename="statement-{row.number}.pdf"'}
    paper = services.statement_print(statement=row, by=request.actor)
    return HttpResponse(paper, content_type="application/pdf", headers=name)


@form_view
@permission_needed(TAKE)
def pay(request: HttpRequest, patient_id: int) -> HttpResponse:
    """Take a payment; the receipt is shown next."""
    patient, by = _patient(request, patient_id), request.actor
    money = account_money(patient=patient, by=by)
    lines = lines_money(ChargeLine.objects.filter(patient=patient), by=by)
    form = PaymentForm(request.POST or None, lines=lines, initial={"amount": plain(money.due) if money.due else ""})
    receipt = carried_out(form, lambda: _take(patient, form, request))
    if receipt:
        messages.success(request, f"{dollars(receipt.amount)} received from {patient.name}.")
        return redirect("ledger:receipt", receipt.pk)
    context = {"patient": patient, "money": money, "form": form}
    return render(request, "patient_billing/pay.html", context, status=form_status(form))


@require_POST
@permission_needed(TAKE)
def credit_use(request: HttpRequest, patient_id: int) -> HttpResponse:
    """Waiting money pays what is owed."""
    patient = _patient(request, patient_id)
    try:
        services.credit_use(patient=patient, by=request.actor)
        messages.success(request, "The waiting money was used, oldest first.")
    except NotPermitted:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("ledger:account", patient.pk)


def _take(patient: Patient, form: PaymentForm, request: HttpRequest) -> object:
    given = {name: form.cleaned_data[name] for name in ("amount", "method", "reference", "location")}
    return services.payment_take(patient=patient, chosen=form.chosen_lines(), by=request.actor, **given)


def _bill(patient: Patient, shown: PatientStatement) -> dict[str, object]:
    return {"patient": patient, "shown": shown, "totals": totals(shown), "visits": shown.visits}


def _patient(request: HttpRequest, patient_id: int) -> Patient:
    return get_object_or_404(patients_visible(by=request.actor), pk=patient_id)


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 7 else 0
