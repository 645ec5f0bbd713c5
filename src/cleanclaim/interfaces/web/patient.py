"""The patient's page: who it is and what later stages know."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cleanclaim.apps.activity.selectors import timeline
from cleanclaim.apps.eligibility.selectors import checks_latest
from cleanclaim.apps.ledger.selectors import MAY_SEE, account_money
from cleanclaim.apps.patients.models import Coverage, Patient
from cleanclaim.apps.patients.selectors import coverages_visible, patients_visible, signed_forms_visible
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.scheduling.models import Appointment
from cleanclaim.apps.scheduling.selectors import MANAGE, appointments_of_patient
from cleanclaim.apps.worklist.selectors import work_waiting

VISITS = 8


@require_safe
@permission_needed("demographics.view")
def patient_page(request: HttpRequest, patient_id: int) -> HttpResponse:
    """Identity, plans with the payer's latest answer, visits, the account, what waits, and what happened."""
    by = request.actor
    patient = get_object_or_404(patients_visible(by=by), pk=patient_id)
    context = {
        "patient": patient,
        "coverages": _coverages(patient, by),
        "signed_forms": signed_forms_visible(by=by).filter(patient=patient),
        "visits": _visits(patient, by),
        "account": account_money(patient=patient, by=by) if _sees_account(by) else None,
        "work": work_waiting(by=by).filter(patient_id=patient.pk)[:VISITS],
        "entries": timeline(patient_id=patient.pk, by=by),
    }
    return render(request, "web/patient.html", context)


def _coverages(patient: Patient, by: Actor) -> list[Coverage]:
    """The plans, each with `standing`: the payer's last answer and what failed since."""
    plans = list(coverages_visible(by=by).filter(patient=patient).order_by("rank", "-effective_from"))
    standings = checks_latest(coverages=plans, by=by)
    for plan in plans:
        plan.standing = standings[plan.pk]
    return plans


def _visits(patient: Patient, by: Actor) -> list[Appointment]:
    return list(appointments_of_patient(patient=patient, by=by)[:VISITS]) if by.may(MANAGE) else []


def _sees_account(by: Actor) -> bool:
    return any(by.may(permission) for permission in MAY_SEE)
