"""Asking payers from the screens; answers are shown on the schedule and the patient's page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from cleanclaim import clock
from cleanclaim.apps.eligibility import services
from cleanclaim.apps.eligibility.models import EligibilityCheck
from cleanclaim.apps.eligibility.selectors import visits_to_ask_about
from cleanclaim.apps.eligibility.tasks import day_check
from cleanclaim.apps.patients.selectors import coverages_visible
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.scheduling.forms import day_asked
from cleanclaim.apps.scheduling.selectors import MANAGE
from cleanclaim.apps.scheduling.views import day_url

RUN = "eligibility.run"
SAID = {"active": "the plan is active", "inactive": "the plan is not active", "undetermined": "undetermined"}


@require_POST
@permission_needed(RUN)
def visit_check(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Ask about the plan billed first for a visit."""
    visit = get_object_or_404(visits_to_ask_about(by=request.actor), pk=appointment_id)
    try:
        tell(request, services.appointment_eligibility_check(appointment=visit, by=request.actor))
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
    if request.actor.may(MANAGE):
        return redirect(day_url(visit, is_open=True))
    return redirect("web:patient", patient_id=visit.patient_id)


@require_POST
@permission_needed(RUN)
def coverage_check(request: HttpRequest, coverage_id: int) -> HttpResponse:
    """Ask about one plan for today."""
    coverage = get_object_or_404(coverages_visible(by=request.actor), pk=coverage_id)
    tell(request, services.eligibility_check(coverage=coverage, service_on=clock.today(), by=request.actor))
    return redirect("web:patient", patient_id=coverage.patient_id)


@require_POST
@permission_needed(RUN)
def day_check_all(request: HttpRequest) -> HttpResponse:
    """Let the worker ask about every visit of a day."""
    day = day_asked(request.POST.get("day"))
    day_check.enqueue(request.actor.practice.pk, f"{day}")
    messages.success(request, "Payers are being asked about every visit without an answer. Load the page again to see.")
    return redirect(f"{reverse('web:schedule')}?day={day}")


def tell(request: HttpRequest, check: EligibilityCheck) -> None:
    """Say to who asked what the payer answered."""
    payer, reason = check.coverage.payer.name, f" {check.reason}." if check.reason else ""
    if check.verdict:
        messages.success(request, f"{payer}: {SAID[check.verdict]} on {check.service_on:%b %-d}.{reason}")
    else:
        messages.warning(request, f"{payer} did not answer.{reason} The last answer stands.")
