"""The schedule: a day of visits with eligibility and copays, and the check-in beside it."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cleanclaim import clock
from cleanclaim.apps.ledger.choices import Method
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.scheduling.forms import day_asked
from cleanclaim.apps.scheduling.selectors import (
    MANAGE,
    appointments_of_day,
    appointments_visible,
    clinicians_working,
)
from cleanclaim.apps.scheduling.views import day_url
from cleanclaim.core.money import dollars, plain
from cleanclaim.interfaces.web.check_in import PURPOSES, CheckInForm, check_in_with_receipts
from cleanclaim.interfaces.web.day import Visit, counts, next_to_arrive, visits_of

TAKE_MONEY = "payment.receive_pos"


@require_safe
@permission_needed(MANAGE)
def schedule(request: HttpRequest) -> HttpResponse:
    """The visits of a day, of one clinician or all."""
    return _page(request, day_asked(request.GET.get("day")), request.GET.get("visit", ""))


@require_POST
@permission_needed(MANAGE)
def check_in(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """The patient is here: note what was seen, take the money, check in, all or nothing."""
    visit = get_object_or_404(appointments_visible(by=request.actor), pk=appointment_id)
    form = CheckInForm(request.POST)
    takes_money = "later" not in request.POST and request.actor.may(TAKE_MONEY)
    total = form.total if takes_money else 0
    if carried_out(form, lambda: check_in_with_receipts(visit, form, takes_money=takes_money, by=request.actor)):
        collected = f", {dollars(total)} collected" if total else ""
        messages.success(request, f"{visit.patient.name} checked in{collected}.")
        return redirect(day_url(visit))
    return _page(request, visit.service_on, str(visit.pk), form)


def _page(request: HttpRequest, day: date, asked: str, form: CheckInForm | None = None) -> HttpResponse:
    clinicians = clinicians_working(day=day)
    clinician = next((row for row in clinicians if str(row.pk) == request.GET.get("clinician")), None)
    visits = visits_of(appointments_of_day(day=day, by=request.actor, clinician=clinician), by=request.actor)
    opened = _opened(visits, asked, day, request.actor)
    if opened and form is None:
        form = CheckInForm(initial=_offered(opened, request))
    context = {
        **_day_context(visits, day),
        "clinicians": clinicians,
        "clinician": clinician,
        "visits": _shown(visits, request.GET),
        "opened": opened,
        "is_asked": bool(asked),
        "form": form,
    }
    return render(request, "web/schedule.html", context, status=form_status(form) if form else 200)


def _day_context(visits: list[Visit], day: date) -> dict[str, object]:
    done = [visit for visit in visits if visit.is_done]
    return {
        "day": day,
        "is_today": day == clock.today(),
        "now": clock.now(),
        "day_before": day - timedelta(days=1),
        "day_after": day + timedelta(days=1),
        "readiness": counts(visits),
        "total": len(visits),
        "unready": sum(visit.is_expected and visit.readiness.key != "ready" for visit in visits),
        "done": done,
        "done_paid": sum(visit.collected for visit in done),
        "collected": sum(visit.collected for visit in visits),
        "due": sum(visit.copay_left for visit in visits if visit.appointment.state != "no_show"),
    }


def _shown(visits: list[Visit], asked: dict[str, str]) -> list[Visit]:
    """The rows of the table: finished visits are folded unless asked for."""
    rows = [visit for visit in visits if asked.get("done") or not visit.is_done]
    ready = asked.get("ready")
    return [visit for visit in rows if visit.readiness.key == ready] if ready else rows


def _opened(visits: list[Visit], asked: str, day: date, by: Actor) -> Visit | None:
    """The visit beside the table: the one asked for, else today who is here (for a clinician) or next to arrive."""
    if asked:
        return next((visit for visit in visits if str(visit.appointment.pk) == asked), None)
    if day != clock.today():
        return None
    here = [visit for visit in visits if visit.is_here] if by.may("note.write") else []
    return next(iter(here), None) or next_to_arrive(visits, clock.now())


def _offered(visit: Visit, request: HttpRequest) -> dict[str, str]:
    """What the form proposes to collect; as typed while the total is worked out anew."""
    offered = {"copay": plain(visit.copay_left) if visit.copay_left else "", "method": Method.CARD}
    offered["balance"] = plain(visit.owed) if visit.owed > 0 else ""
    return offered | {name: request.GET[name] for name in PURPOSES if name in request.GET}
