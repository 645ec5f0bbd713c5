"""The approver's desk: what waits for another person, one key to approve, one to decline with a reason."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from cleanclaim.apps.ledger.approvals import DECIDES, OPEN, SEES, approval_decline, not_by, requests_visible, tier_of
from cleanclaim.apps.ledger.choices import Act, account_words
from cleanclaim.apps.ledger.forms import DeclineForm
from cleanclaim.apps.ledger.models import ApprovalRequest
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.errors import NotPermitted, Refusal
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances.models import Remittance
from cleanclaim.interfaces.jobs.approving import approval_give

LATEST = 10


@require_safe
@permission_needed(*SEES)
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits, the chosen one beside it, and what was decided last."""
    return render(request, "web/approvals.html", _desk(request.actor, request.GET.get("chosen", ""), DeclineForm()))


@require_POST
@permission_needed(*DECIDES)
def approve(request: HttpRequest, approval_request_id: int) -> HttpResponse:
    """Agree; with the last agreement needed it is carried out."""
    asked = get_object_or_404(requests_visible(by=request.actor), pk=approval_request_id)
    try:
        done = approval_give(request=asked, by=request.actor)
        is_done = done.state == "approved"
        messages.success(request, "Approved and carried out." if is_done else "You agreed. A second person has to.")
    except NotPermitted:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("web:approvals")


@require_POST
@permission_needed(*DECIDES)
def decline(request: HttpRequest, approval_request_id: int) -> HttpResponse:
    """Say no, with the reason."""
    asked = get_object_or_404(requests_visible(by=request.actor), pk=approval_request_id)
    form = DeclineForm(request.POST)
    if carried_out(form, lambda: approval_decline(request=asked, by=request.actor, **form.cleaned_data)):
        messages.success(request, "Declined. Nothing was changed.")
        return redirect("web:approvals")
    desk = _desk(request.actor, str(asked.pk), form)
    return render(request, "web/approvals.html", desk, status=form_status(form))


def _desk(by: Actor, chosen: str, form: DeclineForm) -> dict[str, object]:
    waiting = list(requests_visible(by=by).filter(state__in=OPEN).order_by("asked_at", "pk"))
    shown = next((each for each in waiting if str(each.pk) == chosen), waiting[0] if waiting else None)
    decided = requests_visible(by=by).exclude(state__in=OPEN).order_by("-pk")[:LATEST]
    return {
        "waiting": [(each, _what(each)) for each in waiting],
        "chosen": shown,
        "facts": _facts(shown) if shown else [],
        "not_by": _why_not(shown, by) if shown else "",
        "decided": [(each, _what(each)) for each in decided],
        "form": form,
    }


def _what(asked: ApprovalRequest) -> str:
    if asked.act == Act.WRITE_OFF:
        return f"Write off as {account_words(asked.account).lower()}"
    return asked.get_act_display()


def _why_not(asked: ApprovalRequest, by: Actor) -> str:
    if not by.may(tier_of(asked).approve):
        return "A manager or the owner decides."
    return not_by(asked, by)


def _payment(subject: str) -> str:
    """The payment that an act is about, or in which its answer stands, by its trace number, with the way to it."""
    kind, _, key = subject.partition(":")
    of = {"claims": key} if kind == "remittanceclaim" else {"pk": key}
    remittance = Remittance.objects.get(**of)
    address = reverse("remittances:detail", args=[remittance.pk])
    return format_html('<a href="{}">{}</a>', address, remittance.trace_number or "without trace number")


def _facts(asked: ApprovalRequest) -> list[tuple[str, object]]:
    kind, _, number = asked.party.partition(":")
    payer = Payer.objects.filter(pk=number).first() if kind == "payer" else None
    line = asked.line
    patient = asked.patient.name if asked.patient else ""
    facts: list[tuple[str, object]] = [("Payer", payer), ("Patient", patient)]
    if line:
        day = line.service_on
        facts.append(("Service", f"{line.procedure} of {day:%b} {day.day}, {day.year}"))
    if asked.subject:
        facts.append(("Payment", _payment(asked.subject)))
    facts += [("Asked by", asked.asked_by_name), ("Reason", asked.reason)]
    return [(name, value) for name, value in facts if value]
