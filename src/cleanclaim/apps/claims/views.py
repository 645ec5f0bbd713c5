"""The list of claims, and acts on one; each act returns to the claim's page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cleanclaim.apps.claims import selectors, services
from cleanclaim.apps.claims.causes import last_fix
from cleanclaim.apps.claims.choices import View
from cleanclaim.apps.claims.forms import HoldForm, ReasonForm, ValueForm
from cleanclaim.apps.claims.models import Claim, ClaimFinding
from cleanclaim.apps.claims.views_held import WORKS, held_list, payer_of, tabs_shown
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.forms import LaidOutForm, carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.paging import keyset_page

form_view = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@permission_needed("claim.view")
def claim_list(request: HttpRequest) -> HttpResponse:
    """Claims by saved view, payer, number or patient; those that are held by what holds them."""
    view, text = request.GET.get("view", ""), request.GET.get("q", "").strip()
    payer_id = payer_of(request.GET)
    if view == View.HELD and not text:
        return held_list(request, payer_id)
    found = selectors.claims_list(view=view, payer_id=payer_id, text=text, by=request.actor)
    page = keyset_page(found, request, selectors.RECENT)
    return render(request, "claims/list.html", {"page": page, "text": text, **tabs_shown(request, view, payer_id)})


@require_POST
@permission_needed(*WORKS)
def fix_undo(request: HttpRequest, claim_fix_id: int) -> HttpResponse:
    """Take the last fix of a claim back."""
    fix = get_object_or_404(selectors.fixes_visible(by=request.actor), pk=claim_fix_id)
    return _done(request, fix.claim, lambda: services.fix_undo(fix=fix, by=request.actor), undo=False)


@require_POST
@permission_needed(*WORKS)
def claim_fix_safe(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Accept every safe fix."""
    claim = _claim(request, claim_id)
    return _done(request, claim, lambda: services.claim_fix_safe(claim=claim, by=request.actor))


@require_POST
@permission_needed(*WORKS)
def claim_release(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The hold is over."""
    claim = _claim(request, claim_id)
    return _done(request, claim, lambda: services.claim_release(claim=claim, by=request.actor))


@require_POST
@permission_needed(*WORKS)
def claim_correct(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Take a rejected claim back, to be sent as an original."""
    claim = _claim(request, claim_id)
    return _done(request, claim, lambda: services.claim_correct(claim=claim, by=request.actor))


@require_POST
@permission_needed("claim.replace_or_void", "denial.work")
def claim_replace(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Draft the replacement of an adjudicated claim."""
    claim = _claim(request, claim_id)
    return _done(request, claim, lambda: services.claim_replace(claim=claim, by=request.actor))


@form_view
@permission_needed(*WORKS)
def claim_hold(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Keep the claim back."""
    claim, form = _claim(request, claim_id), HoldForm(request.POST or None)
    act = {"claim": claim, "by": request.actor}
    return _asked(request, claim, form, lambda: services.claim_hold(**act, **form.cleaned_data), "Hold the claim")


@form_view
@permission_needed(*WORKS)
def claim_cancel(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Give up an unsent claim."""
    claim, form = _claim(request, claim_id), ReasonForm(request.POST or None)
    act = {"claim": claim, "by": request.actor}
    return _asked(
        request, claim, form, lambda: services.claim_cancel(**act, why=form.cleaned_data["reason"]), "Cancel the claim"
    )


@form_view
@permission_needed("claim.replace_or_void")
def claim_void(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Ask the payer to forget the claim."""
    claim, form = _claim(request, claim_id), ReasonForm(request.POST or None)
    act = {"claim": claim, "by": request.actor}
    return _asked(
        request, claim, form, lambda: services.claim_void(**act, why=form.cleaned_data["reason"]), "Void the claim"
    )


@require_POST
@permission_needed(*WORKS)
def finding_fix(request: HttpRequest, claim_finding_id: int) -> HttpResponse:
    """Accept the fix that a finding proposes."""
    finding = _finding(request, claim_finding_id)
    return _done(request, finding.claim, lambda: services.finding_fix(finding=finding, by=request.actor))


@require_POST
@permission_needed(*WORKS)
def finding_value(request: HttpRequest, claim_finding_id: int) -> HttpResponse:
    """Put a typed value where the finding points."""
    finding, form = _finding(request, claim_finding_id), ValueForm(request.POST)
    value = form.cleaned_data["value"] if form.is_valid() else ""
    act = {"claim": finding.claim, "path": finding.path, "value": value, "by": request.actor}
    return _done(request, finding.claim, lambda: services.claim_fix(**act))


@form_view
@permission_needed("claim.override_edit")
def finding_override(request: HttpRequest, claim_finding_id: int) -> HttpResponse:
    """Let the claim leave in spite of a warning."""
    finding, form = _finding(request, claim_finding_id), ReasonForm(request.POST or None)
    act = {"finding": finding, "by": request.actor}
    words = f"Send in spite of {finding.edit}"
    return _asked(request, finding.claim, form, lambda: services.finding_override(**act, **form.cleaned_data), words)


def _claim(request: HttpRequest, claim_id: int) -> Claim:
    return get_object_or_404(selectors.claims_visible(by=request.actor), pk=claim_id)


def _finding(request: HttpRequest, claim_finding_id: int) -> ClaimFinding:
    return get_object_or_404(selectors.findings_visible(by=request.actor), pk=claim_finding_id)


def _done(request: HttpRequest, claim: Claim, act: Callable[[], Claim], *, undo: bool = True) -> HttpResponse:
    """Do the act and go to the claim it leaves; what was refused is said there, and a fix can be taken back."""
    try:
        claim = act()
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
    else:
        fix = last_fix(claim) if undo else None
        messages.success(request, _left(claim), extra_tags=reverse("claims:fix_undo", args=[fix.pk]) if fix else "")
    return redirect("web:claim", claim_id=claim.pk)


def _asked(request: HttpRequest, claim: Claim, form: LaidOutForm, act: Callable[[], Claim], words: str) -> HttpResponse:
    """Ask for the reason first, then do the act."""
    done = carried_out(form, act)
    if done:
        return redirect("web:claim", claim_id=done.pk)
    return render(
        request, "claims/reason.html", {"claim": claim, "form": form, "words": words}, status=form_status(form)
    )


def _left(claim: Claim) -> str:
    words = {"ready": "is ready to send", "edit_failed": "is still held by its findings", "draft": "is drafted"}
    return f"{claim.control_number} {words.get(claim.state, 'is changed')}."
