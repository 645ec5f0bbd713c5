"""The claim's page: the form with its findings, the course, the money, the history and the text as sent."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.activity.services import subject_of
from cleanclaim.apps.claims.causes import BY_EDIT, last_fix, titles_of
from cleanclaim.apps.claims.choices import UNSENT
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.selectors import claim_whole, claims_visible, held_neighbors, identifiers_hidden
from cleanclaim.apps.claims.services.unchecked import UNCHECKED
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.ledger.selectors import LineMoney, lines_money
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.core.money import dollars
from cleanclaim.interfaces.jobs.settling import line_settle
from cleanclaim.interfaces.web.claim_course import course
from cleanclaim.interfaces.web.claim_form import numbered, sections
from cleanclaim.interfaces.web.claim_settle import MAY_SETTLE, open_lines, settle_form
from cleanclaim.interfaces.web.claim_text import segments_of

ICONS = {
    "claim_build": "file-text", "scrub_fail": "player-pause", "scrub_ok": "circle-check", "transmitted": "send",
    "era_paid": "building-bank", "era_some_lines": "building-bank", "era_denied": "circle-x", "hold": "player-pause",
    "payer_277ca_accept": "check", "ch_277ca_accept": "check", "payer_277ca_reject": "circle-x",
    "ack_999_or_277ca_reject": "circle-x", "claim_fix": "wand", "batch": "inbox",
}  # fmt: skip
LATEST = 30


@require_safe
@permission_needed("claim.view")
def claim_page(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Everything known of one claim."""
    return render(request, "web/claim.html", _shown(_claim(claim_id, request.actor), request.actor))


@require_safe
@permission_needed("claim.view")
def encounter_claim(request: HttpRequest, encounter_id: int) -> HttpResponse:
    """The claim of a visit; of several the one made last."""
    claim = claims_visible(by=request.actor).filter(encounter=encounter_id).order_by("-pk").first()
    if claim is None:
        raise Http404
    return redirect("web:claim", claim_id=claim.pk)


@require_safe
@permission_needed("claim.view")
def claim_sent(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The claim's own segments of the 837 that was sent."""
    claim = get_object_or_404(claims_visible(by=request.actor).exclude(batch=None), pk=claim_id)
    if identifiers_hidden(by=request.actor):
        raise Http404
    text = segments_of(bytes(claim.batch.content), claim.control_number)
    return render(request, "web/claim_sent.html", {"claim": claim, "text": text})


@require_POST
@permission_needed(MAY_SETTLE)
def claim_line_settle(request: HttpRequest, claim_id: int, charge_line_id: int) -> HttpResponse:
    """Decide about what the plan still owes on one line; a refusal stands beside its form."""
    by = request.actor
    claim = _claim(claim_id, by)
    line = get_object_or_404(ChargeLine.objects.filter(claim_lines__claim=claim).distinct(), pk=charge_line_id)
    form = settle_form(line.pk, request.POST)
    asked: list[object] = []
    settle = partial(line_settle, claim=claim, line=line, by=by)
    if carried_out(form, lambda: asked.append(settle(**form.cleaned_data)) or True):
        done = "settled." if asked == [None] else "is above your limit: a manager was asked."
        messages.success(request, f"{dollars(form.cleaned_data['amount'])} of {line.procedure} {done}")
        return redirect("web:claim", claim.pk)
    context = _shown(claim, by) | {"open_lines": open_lines(claim, by, refused=(line.pk, form))}
    return render(request, "web/claim.html", context, status=form_status(form))


def _claim(claim_id: int, by: Actor) -> Claim:
    claim = claim_whole(claim_id, by=by)
    if claim is None:
        raise Http404
    return claim


def _shown(claim: Claim, by: Actor) -> dict[str, Any]:
    value, hides = unpack(claim), identifiers_hidden(by=by)
    rows = list(claim.findings.all()) if claim.state in UNSENT else []
    found = numbered([row for row in rows if row.edit != UNCHECKED], titles_of(row.edit for row in rows))
    lines = ChargeLine.objects.filter(claim_lines__claim=claim)
    return {
        "claim": claim,
        "value": value,
        "sections": sections(value, found, codesets=codesets(), hides_identifiers=hides),
        "faults": [each for each in found if each.tone != "is-info" and not each.finding.override_reason],
        "safe_fixes": sum(1 for each in found if any((row.autofix or {}).get("safe") for row in each.findings)),
        "offers_fix": any(each.labels for each in found),
        "unchecked": next((row for row in rows if row.edit == UNCHECKED), None),
        "last_fix": last_fix(claim),
        "edits": BY_EDIT,
        "steps": course(claim),
        "money": _money(lines, by),
        "open_lines": open_lines(claim, by),
        "entries": _entries(claim),
        "others": _others(claim),
        **dict(zip(("previous", "next"), held_neighbors(claim, by=by), strict=True)),
        "is_unsent": claim.state in UNSENT,
        "is_hidden": hides,
    }


def _money(lines: QuerySet[ChargeLine], by: Actor) -> dict[str, int] | None:
    """Sums over the lines of the claim, in cents; None for who sees no money."""
    if not any(by.may(permission) for permission in ("claim.view", "report.financial")):
        return None
    rows: list[LineMoney] = lines_money(lines, by=by)
    names = ("paid_by_payers", "adjusted", "paid_by_patient", "with_payers", "with_patient", "open")
    return {name: sum(getattr(row, name) for row in rows) for name in names}


def _entries(claim: Claim) -> list[dict[str, Any]]:
    rows = _happened(subject_of(claim))
    return [
        {"what": row.words, "when": row.at, "who": row.source or row.user_name, "why": row.why,
         "icon": ICONS.get(row.what, "circle-dashed")}
        for row in rows
    ]  # fmt: skip


@asked_often
def _happened(subject: str) -> QuerySet[ActivityEntry]:
    return ActivityEntry.objects.filter(subject=subject)[:LATEST]


def _others(claim: Claim) -> list[Claim]:
    """The other claims of the same visit: to other payers, before and after corrections."""
    if claim.encounter_id is None:
        return []
    rows = _of_visit(claim.patient_id, claim.encounter_id)
    return sorted((row for row in rows if row.pk != claim.pk), key=lambda row: row.pk)


@asked_often
def _of_visit(patient_id: int, encounter_id: int) -> QuerySet[Claim]:
    """The patient's claims are few, and found by their index on any engine."""
    return Claim.objects.filter(patient=patient_id, encounter=encounter_id).defer("snapshot")
