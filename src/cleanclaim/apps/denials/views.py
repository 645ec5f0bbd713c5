"""Denials by cause, and one case: why, what to do, by when, for how much."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cleanclaim import clock
from cleanclaim.apps.denials import selectors, services
from cleanclaim.apps.denials.choices import TO_CORRECT, TO_GIVE_UP
from cleanclaim.apps.denials.forms import TriageForm
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.ledger.selectors import lines_money
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.practices.errors import NotPermitted, Refusal
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.core.codesets.playbook import advice
from cleanclaim.paging import keyset_page

WORK = "denial.work"
GIVE_UP = "adjustment.post"


@require_safe
@permission_needed("claim.view")
def denial_list(request: HttpRequest) -> HttpResponse:
    """Open denials grouped by cause; the cases of one cause at a time."""
    causes = selectors.denials_by_cause(by=request.actor)
    asked = request.GET.get("cause", "")
    opened = next((cause for cause in causes if cause.reason == asked), causes[0] if causes and not asked else None)
    page = None
    if opened:
        cases = selectors.denial_cases_open(by=request.actor).filter(group=opened.group, carc=opened.carc)
        page = keyset_page(cases, request, selectors.BY_DEADLINE)
    context = {
        "causes": causes,
        "opened": opened,
        "page": page,
        "count": sum(cause.count for cause in causes),
        "amount": sum(cause.amount for cause in causes),
    }
    return render(request, "denials/list.html", context)


@require_safe
@permission_needed("claim.view")
def denial(request: HttpRequest, denial_case_id: int) -> HttpResponse:
    """One case."""
    return _page(request, _case(request, denial_case_id), TriageForm())


@require_POST
@permission_needed(WORK)
def denial_triage(request: HttpRequest, denial_case_id: int) -> HttpResponse:
    """Record where it went wrong."""
    case, form = _case(request, denial_case_id), TriageForm(request.POST)
    done = carried_out(
        form, lambda: services.denial_triage(case=case, root_cause=form.root_cause, by=request.actor) or True
    )
    if not done:
        return _page(request, case, form)
    messages.success(request, f"Root cause recorded: {form.root_cause}.")
    return redirect("denials:detail", case.pk)


@require_POST
@permission_needed(WORK)
def denial_correct(request: HttpRequest, denial_case_id: int) -> HttpResponse:
    """Draft the replacement and go to it."""
    case = _case(request, denial_case_id)
    try:
        draft = services.denial_correct(claim=case.claim, why=request.POST.get("why", "")[:200], by=request.actor)
    except NotPermitted:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("denials:detail", case.pk)
    messages.success(request, f"{draft.control_number} drafted; it replaces {case.claim.control_number}.")
    return redirect("web:claim", draft.pk)


def _page(request: HttpRequest, case: DenialCase, form: TriageForm) -> HttpResponse:
    by, play = request.actor, advice(case.group, case.carc, tuple(case.rarcs.split()))
    [money] = lines_money(ChargeLine.objects.filter(pk=case.line_id), by=by)
    is_correctable = (
        case.state in TO_CORRECT
        and case.payer_id == case.claim.payer_id
        and case.claim.state in ("adjudicated_denied", "adjudicated_partial")
    )
    context = {
        "case": case,
        "play": play,
        "why": play.wording[:1].lower() + play.wording[1:],
        "remarks": [(code, codesets().rarc.words(code)) for code in case.rarcs.split()],
        "procedure": codesets().procedures.words(case.line.procedure),
        "money": money,
        "days_used": (clock.today() - case.opened_at.date()).days,
        "days_given": (case.deadline - case.opened_at.date()).days if case.deadline else 0,
        "may_correct": is_correctable and by.may(WORK),
        "may_triage": case.state == "open" and by.may(WORK),
        "may_give_up": case.state in TO_GIVE_UP and by.may(GIVE_UP),
        "record": selectors.record_of(case=case, by=by),
        "history": selectors.history_of(case=case, by=by),
        "form": form,
    }
    return render(request, "denials/detail.html", context, status=form_status(form))


def _case(request: HttpRequest, denial_case_id: int) -> DenialCase:
    return get_object_or_404(selectors.denials_visible(by=request.actor), pk=denial_case_id)
