"""The posting desk: the list of payments, one payment with its proof, and what a person decides about it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cleanclaim import clock
from cleanclaim.apps.ledger.models import ApprovalRequest
from cleanclaim.apps.practices.errors import NotPermitted, Refusal
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.remittances import desk, selectors, services
from cleanclaim.apps.remittances.choices import IN_THE_BOOKS, NOT_IN_CLAIMS, VIEWS, Disposition
from cleanclaim.apps.remittances.forms import DepositForm, ReasonForm
from cleanclaim.apps.remittances.models import Remittance, RemittanceClaim
from cleanclaim.core.money import dollars, plain
from cleanclaim.core.remittance.words import plb_words
from cleanclaim.paging import keyset_page

CLAIMS_A_PAGE = 100
Decision = Callable[..., ApprovalRequest | None]
ASKED = "{amount} is above your limit: a manager was asked. Nothing is posted before another person agrees."


@require_safe
@permission_needed(*selectors.MAY_SEE)
def remittance_list(request: HttpRequest) -> HttpResponse:
    """Payments by saved view, trace number or payer."""
    view, text = request.GET.get("view", ""), request.GET.get("q", "").strip()
    found = selectors.remittances_received(view=view, text=text, by=request.actor)
    context = {"page": keyset_page(found, request, selectors.RECENT), "views": VIEWS, "shown": view, "text": text}
    context["day"] = selectors.day_counts(by=request.actor)
    return render(request, "remittances/list.html", context)


@require_safe
@permission_needed(*selectors.MAY_SEE)
def remittance_desk(request: HttpRequest, remittance_id: int) -> HttpResponse:
    """One payment: its proof, the held claims first, then all of them."""
    return _desk(request, _remittance(request, remittance_id))


@require_POST
@permission_needed("payment.post_835")
def duplicate(request: HttpRequest, remittance_id: int) -> HttpResponse:
    """The payment came before."""
    remittance = _remittance(request, remittance_id)
    try:
        services.remittance_duplicate_confirm(remittance=remittance, by=request.actor)
        messages.success(request, "Confirmed: the payment came before. Nothing of it was posted.")
    except NotPermitted:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("remittances:detail", remittance_id)


@require_POST
@permission_needed("deposit.reconcile")
def deposit(request: HttpRequest, remittance_id: int) -> HttpResponse:
    """The money is in the bank."""
    remittance = _remittance(request, remittance_id)
    form = DepositForm(request.POST)
    recorded = carried_out(
        form,
        lambda: services.deposit_record(
            trace_number=remittance.trace_number, payer=remittance.payer, by=request.actor, **form.cleaned_data
        ),
    )
    if recorded is None:
        return _desk(request, remittance, form)
    settled = "matches this payment" if recorded.remittance_id else "differs from this payment and is work now"
    messages.success(request, f"Deposit of {dollars(recorded.amount)} recorded; it {settled}.")
    return redirect("remittances:detail", remittance_id)


@require_POST
@permission_needed("payment.post_835", "adjustment.approve")
def release(request: HttpRequest, remittance_id: int) -> HttpResponse:
    """The money of a payment that does not add up goes to suspense, whole."""
    done = "{amount} is in suspense. Nothing of it is posted to a claim."
    return _decided(request, remittance_id, services.remittance_release, done)


@require_POST
@permission_needed("payment.post_835", "adjustment.approve")
def release_undo(request: HttpRequest, remittance_id: int) -> HttpResponse:
    """The money is taken out of suspense again."""
    done = "{amount} is out of suspense. The payment is held whole again."
    return _decided(request, remittance_id, services.remittance_release_undo, done)


def _decided(request: HttpRequest, remittance_id: int, act: Decision, done: str) -> HttpResponse:
    """One act about a whole payment, with its reason."""
    remittance, form = _remittance(request, remittance_id), ReasonForm(request.POST)
    carried = carried_out(form, lambda: [act(remittance=remittance, by=request.actor, **form.cleaned_data)])
    if carried is None:
        return _desk(request, _remittance(request, remittance_id), reason=form)
    [asked] = carried
    messages.success(request, (ASKED if asked else done).format(amount=dollars(remittance.amount)))
    return redirect("remittances:detail", remittance_id)


def _remittance(request: HttpRequest, remittance_id: int) -> Remittance:
    return get_object_or_404(selectors.remittances_received(by=request.actor), pk=remittance_id)


def _desk(
    request: HttpRequest, remittance: Remittance, form: DepositForm | None = None, reason: ReasonForm | None = None
) -> HttpResponse:
    answers = selectors.answers_of(remittance=remittance, by=request.actor)
    show = request.GET.get("show", "")
    page = keyset_page(_narrowed(answers, show), request, ("index",), CLAIMS_A_PAGE)
    held = list(answers.filter(disposition=Disposition.HELD)[:CLAIMS_A_PAGE])
    context = {
        "remittance": remittance,
        "totals": desk.totals(remittance),
        "show": show,
        "page": page,
        "claims": [desk.shown(row) for row in page.rows],
        "held": held,
        **_matching(request, held),
        "unproven": desk.unproven(remittance) if remittance.state in NOT_IN_CLAIMS else None,
        "adjustments": [(pair, plb_words().get(pair.code, "")) for pair in remittance.provider_adjustments.all()],
        "deposit": getattr(remittance, "deposit", None),
        "form": form or _deposit_form(request, remittance),
        "reason": reason or ReasonForm(),
        "asked": services.decision_asked(subject=remittance),
    }
    sent = form or reason
    return render(request, "remittances/detail.html", context, status=form_status(sent) if sent else 200)


def _narrowed(answers, show: str):
    if show == "held":
        return answers.filter(disposition=Disposition.HELD)
    if show == "denied":
        return answers.filter(is_denial=True, paid=0).exclude(disposition=Disposition.HELD)
    return answers


def _matching(request: HttpRequest, held: list[RemittanceClaim]) -> dict[str, object]:
    """The held claim a person looks at now and what it may be."""
    if not held:
        return {"opened": None}
    asked, text = request.GET.get("held"), request.GET.get("find", "").strip()
    position = next((n for n, row in enumerate(held) if str(row.pk) == asked), 0)
    row = held[position]
    found = selectors.claims_numbered(text=text, by=request.actor) if text else ()
    return {
        "opened": row,
        "number": position + 1,
        "candidates": desk.candidates(row, found),
        "because": desk.held_because(row),
        "find": text,
        "not_found": bool(text) and not found,
    }


def _deposit_form(request: HttpRequest, remittance: Remittance) -> DepositForm | None:
    if not request.actor.may("deposit.reconcile") or remittance.state not in IN_THE_BOOKS or remittance.amount <= 0:
        return None
    day = min(remittance.paid_on or clock.today(), clock.today())
    return DepositForm(initial={"received_on": day, "amount": plain(remittance.amount)})
