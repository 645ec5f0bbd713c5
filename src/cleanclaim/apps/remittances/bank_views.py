"""The bank beside the payers: files taken in, and what has only one half."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cleanclaim import clock
from cleanclaim.apps.practices.errors import NotPermitted, Refusal
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.remittances import selectors, services
from cleanclaim.apps.remittances.forms import BankFileForm
from cleanclaim.core.money import dollars
from cleanclaim.paging import keyset_page

OLDEST = 20


@require_http_methods(["GET", "POST"])
@permission_needed(*selectors.MAY_SEE)
def bank(request: HttpRequest) -> HttpResponse:
    """What is in the bank without a payment, what is paid and not in the bank, and a bank's file."""
    form = BankFileForm(request.POST or None, request.FILES or None)
    taken = carried_out(form, lambda: _imported(request, form.cleaned_data["file"]))
    if taken is not None:
        messages.success(request, taken)
        return redirect("remittances:bank")
    page = keyset_page(selectors.deposits_waiting(by=request.actor), request, selectors.WAITING)
    like = selectors.payments_like(deposits=page.rows, by=request.actor)
    today = clock.today()
    payments = selectors.remittances_received(view="deposit", by=request.actor).order_by("received_at", "pk")[:OLDEST]
    context = {
        "page": page,
        "deposits": [(each, (today - each.received_on).days, like.get(each.pk)) for each in page.rows],
        "payments": [(each, (today - (each.paid_on or each.received_at.date())).days) for each in payments],
        "form": form,
    }
    return render(request, "remittances/bank.html", context, status=form_status(form))


@require_POST
@permission_needed("deposit.reconcile")
def deposit_matched(request: HttpRequest, deposit_id: int) -> HttpResponse:
    """A person says which payment a deposit is."""
    deposit = get_object_or_404(selectors.deposits_waiting(by=request.actor), pk=deposit_id)
    chosen = request.POST.get("payment", "")
    if not chosen.isdecimal():
        messages.error(request, "Choose the payment that the deposit is.")
        return redirect("remittances:bank")
    payment = get_object_or_404(selectors.remittances_received(by=request.actor), pk=chosen)
    try:
        services.deposit_match(deposit=deposit, remittance=payment, by=request.actor)
        messages.success(request, f"{dollars(deposit.amount)} in the bank is payment {payment.trace_number}.")
    except NotPermitted:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("remittances:bank")


def _imported(request: HttpRequest, file) -> str:
    taken = services.bank_file_import(name=file.name, content=file.read(), by=request.actor)
    if not taken.is_new:
        return f"{file.name} was taken in before, on {taken.file.created_at:%b} {taken.file.created_at.day}."
    counted = f"{len(taken.deposits)} deposits recorded, {taken.matched} of them match a payment"
    more = [f"{taken.known} recorded before"] if taken.known else []
    more += [f"{taken.left_out} left out: no payer's money"] if taken.left_out else []
    return "; ".join([counted, *more]) + "."
