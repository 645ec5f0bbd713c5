"""The patient's page: who it is and what later stages know."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cleanclaim.apps.patients.selectors import coverages_visible, patients_visible
from cleanclaim.apps.practices.gate import permission_needed


@require_safe
@permission_needed("demographics.view")
def patient_page(request: HttpRequest, patient_id: int) -> HttpResponse:
    """Identity, plans with the payer's latest answer, visits, and what happened."""
    patient = get_object_or_404(patients_visible(by=request.actor), pk=patient_id)
    coverages = coverages_visible(by=request.actor).filter(patient=patient).order_by("rank", "-effective_from")
    return render(request, "web/patient.html", {"patient": patient, "coverages": coverages})
