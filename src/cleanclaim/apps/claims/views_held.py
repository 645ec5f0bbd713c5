"""Held claims by what holds them, and fixing one cause on all of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanclaim.apps.claims import selectors, services
from cleanclaim.apps.claims.causes import causes_held, claims_of_cause
from cleanclaim.apps.claims.choices import View
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.paging import keyset_page

WORKS = ("claim.submit", "charge.post")


def held_list(request: HttpRequest, payer_id: int | None) -> HttpResponse:
    """Held claims by cause; those of the opened one, the oldest filing limit first."""
    causes, asked = causes_held(payer_id=payer_id, by=request.actor), request.GET.get("finding", "")
    opened = next((cause for cause in causes if cause.edit == asked), causes[0] if causes and not asked else None)
    page = None
    if opened:
        held = selectors.claims_list(view=View.HELD, payer_id=payer_id, by=request.actor)
        page = keyset_page(claims_of_cause(held, opened.edit), request, selectors.BY_DEADLINE)
    context = {"causes": causes, "opened": opened, "page": page, **tabs_shown(request, View.HELD, payer_id)}
    return render(request, "claims/held.html", context)


@require_POST
@permission_needed(*WORKS)
def findings_fix_all(request: HttpRequest, edit: str) -> HttpResponse:
    """Accept the safe fixes of one edit on every held claim that has them."""
    payer_id = payer_of(request.POST)
    try:
        outcome = services.findings_fix_all(edit=edit, payer_id=payer_id, by=request.actor)
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, fixed_words(outcome), extra_tags=reverse("claims:fixes_undo", args=[outcome.act]))
    return redirect(_held_url(payer_id))


@require_POST
@permission_needed(*WORKS)
def fixes_undo(request: HttpRequest, act: str) -> HttpResponse:
    """Take back what was fixed at once."""
    try:
        outcome = services.fixes_undo_all(act=act, by=request.actor)
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, undone_words(outcome))
    return redirect(_held_url(None))


def tabs_shown(request: HttpRequest, view: str, payer_id: int | None) -> dict[str, Any]:
    """What every view of the list shows above its rows."""
    tabs = selectors.claim_tabs(payer_id=payer_id, by=request.actor)
    return {
        "tabs": tabs,
        "shown": next((tab for tab in tabs if tab.name == view), tabs[0]),
        "payers": selectors.payers_billed(by=request.actor),
        "payer_id": payer_id,
        "ready": next(tab for tab in tabs if tab.name == "ready"),
    }


def payer_of(sent: QueryDict) -> int | None:
    """The payer that a list is narrowed to."""
    payer = sent.get("payer", "")
    return int(payer) if payer.isdigit() else None


def fixed_words(outcome: services.Outcome) -> str:
    """40 claims fixed: 38 are ready to send, 2 are held by something else."""
    words = [f"{_claims(outcome.done)} fixed: {_are(outcome.ready)} ready to send"]
    if outcome.held:
        words.append(f"{_are(outcome.held)} held by something else")
    if outcome.refused:
        words.append(f"{outcome.refused} could not be changed")
    if outcome.left:
        words.append(f"{_claims(outcome.left)} with this finding left")
    return f"{', '.join(words)}."


def undone_words(outcome: services.Outcome) -> str:
    """40 fixes taken back; 2 claims were sent or changed since and stay as they are."""
    stay = f"; {_claims(outcome.refused)} sent or changed since {'stays' if outcome.refused == 1 else 'stay'} as it is"
    return f"Fix taken back on {_claims(outcome.done)}{stay if outcome.refused else ''}."


def _claims(number: int) -> str:
    return "1 claim" if number == 1 else f"{number} claims"


def _are(number: int) -> str:
    return "1 is" if number == 1 else f"{number} are"


def _held_url(payer_id: int | None) -> str:
    return f"{reverse('claims:list')}?view={View.HELD}" + (f"&payer={payer_id}" if payer_id else "")
