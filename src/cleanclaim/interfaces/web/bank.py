"""Drawers and card batches on their way to the bank."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cleanclaim.apps.ledger.banking import COUNTS, SETTLES, cards_settle, cards_waiting, drawer_bank, drawers
from cleanclaim.apps.ledger.forms import CardsForm, DrawerForm
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.core.money import dollars


@require_safe
@permission_needed(COUNTS)
def to_the_bank(request: HttpRequest) -> HttpResponse:
    """Every drawer with what the receipts say is in it, and what the card processor still has to pay."""
    return _page(request)


@require_POST
@permission_needed(COUNTS)
def drawer_banked(request: HttpRequest, location_id: int) -> HttpResponse:
    """A drawer was counted and goes to the bank."""
    by, form = request.actor, DrawerForm(request.POST)
    drawer = next((each for each in drawers(by=by) if each.site == f"site:{location_id}"), None)
    if drawer is None:
        raise Http404
    if carried_out(form, lambda: drawer_bank(drawer=drawer, by=by, **form.cleaned_data)):
        messages.success(request, f"{dollars(form.cleaned_data['counted'])} of {drawer.name} banked.")
        return redirect("web:to_the_bank")
    return _page(request, drawer=(drawer.site, form))


@require_POST
@permission_needed(SETTLES)
def cards_settled(request: HttpRequest) -> HttpResponse:
    """The processor has paid a batch."""
    by, form = request.actor, CardsForm(request.POST)
    if carried_out(form, lambda: cards_settle(by=by, **form.cleaned_data | {"fee": form.cleaned_data["fee"] or 0})):
        messages.success(request, f"{dollars(form.cleaned_data['gross'])} of cards settled.")
        return redirect("web:to_the_bank")
    return _page(request, cards=form)


def _page(
    request: HttpRequest, drawer: tuple[str, DrawerForm] | None = None, cards: CardsForm | None = None
) -> HttpResponse:
    """`drawer` and `cards` are forms that were refused."""
    by, (refused_at, refused) = request.actor, drawer or ("", None)
    rows = [
        (each, each.site.partition(":")[2], refused if each.site == refused_at else _asked(each.site))
        for each in drawers(by=by)
    ]
    waiting = cards_waiting(by=by) if by.may(SETTLES) else 0
    context = {"drawers": rows, "waiting": waiting, "sees_cards": by.may(SETTLES), "cards": cards or CardsForm()}
    form = refused or cards
    return render(request, "web/to_the_bank.html", context, status=form_status(form) if form else 200)


def _asked(site: str) -> DrawerForm:
    """Nothing is offered: who counts is not told the sum to arrive at."""
    return DrawerForm(auto_id=f"{site.replace(':', '-')}-%s")
