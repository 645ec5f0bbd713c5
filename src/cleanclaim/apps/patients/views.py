"""Screens of the patients app; the patient's own page also shows later stages and stands in interfaces/web."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cleanclaim import clock
from cleanclaim.apps.patients import selectors, services
from cleanclaim.apps.patients.forms import CoverageEndForm, CoverageForm, GuarantorForm, PatientForm, SignedFormForm
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.forms import LaidOutForm, carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.paging import keyset_page

CHOICES = 8
form_view = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@permission_needed("patient.search")
def patient_list(request: HttpRequest) -> HttpResponse:
    """Every patient, or those the words speak of."""
    text = request.GET.get("q", "").strip()
    found = selectors.patients_search(text=text, by=request.actor)
    page = keyset_page(selectors.with_coverages(found, on=clock.today()), request, selectors.BY_NAME)
    return render(request, "patients/list.html", {"page": page, "text": text, "is_search": bool(text)})


@require_safe
@permission_needed("patient.search")
def patient_choices(request: HttpRequest) -> HttpResponse:
    """The first few patients the words speak of, to choose one of in a form."""
    text = request.GET.get("q", "").strip()
    found = selectors.patients_search(text=text, by=request.actor) if text else Patient.objects.none()
    chosen = list(selectors.with_coverages(found, on=clock.today())[:CHOICES])
    return render(request, "patients/_choices.html", {"patients": chosen, "text": text})


@form_view
@permission_needed("demographics.edit")
def patient_new(request: HttpRequest) -> HttpResponse:
    """Register somebody."""
    form = PatientForm(request.POST or None)
    patient = carried_out(form, lambda: services.patient_register(details=form.details(), by=request.actor))
    if patient:
        return _done(request, patient, f"{patient.name} registered as {patient.mrn}.")
    return _form_page(request, form, heading="New patient", action="Register patient")


@form_view
@permission_needed("demographics.edit")
def patient_edit(request: HttpRequest, patient_id: int) -> HttpResponse:
    """Correct who the patient is."""
    patient = get_object_or_404(selectors.patients_visible(by=request.actor), pk=patient_id)
    form = PatientForm(request.POST or None, initial=PatientForm.values(patient))
    if carried_out(form, lambda: services.patient_update(patient=patient, details=form.details(), by=request.actor)):
        return _done(request, patient, f"Details of {patient.name} saved.")
    return _form_page(request, form, patient=patient, heading="Details", action="Save details")


@form_view
@permission_needed("demographics.edit")
def guarantor_edit(request: HttpRequest, patient_id: int) -> HttpResponse:
    """Name who answers for the bill."""
    patient = get_object_or_404(selectors.patients_visible(by=request.actor), pk=patient_id)
    form = GuarantorForm(request.POST or None, initial=GuarantorForm.values(patient.guarantor))
    if form.is_bound and form.is_valid():
        services.guarantor_set(patient=patient, details=form.details(), by=request.actor)
        return _done(request, patient, f"Guarantor of {patient.name} saved.")
    return _form_page(request, form, patient=patient, heading="Guarantor", action="Save guarantor")


@form_view
@permission_needed("coverage.edit")
def coverage_new(request: HttpRequest, patient_id: int) -> HttpResponse:
    """One more plan of the patient."""
    patient = get_object_or_404(selectors.patients_visible(by=request.actor), pk=patient_id)
    form = CoverageForm(request.POST or None)
    added = carried_out(form, lambda: services.coverage_add(patient=patient, details=form.details(), by=request.actor))
    if added:
        return _done(request, patient, f"{added.payer.name} added for {patient.name}.")
    return _form_page(request, form, patient=patient, heading="New coverage", action="Add coverage")


@form_view
@permission_needed("coverage.edit")
def coverage_edit(request: HttpRequest, coverage_id: int) -> HttpResponse:
    """Correct a plan."""
    coverage = get_object_or_404(selectors.coverages_visible(by=request.actor), pk=coverage_id)
    form, patient = CoverageForm(request.POST or None, initial=CoverageForm.values(coverage)), coverage.patient
    saved = carried_out(
        form, lambda: services.coverage_update(coverage=coverage, details=form.details(), by=request.actor)
    )
    if saved:
        return _done(request, patient, f"Coverage {coverage.payer.name} saved.")
    return _form_page(request, form, patient=patient, heading="Coverage", action="Save coverage")


@form_view
@permission_needed("coverage.edit")
def coverage_end(request: HttpRequest, coverage_id: int) -> HttpResponse:
    """Say which day was the plan's last."""
    coverage = get_object_or_404(selectors.coverages_visible(by=request.actor), pk=coverage_id)
    form, patient = CoverageEndForm(request.POST or None), coverage.patient
    ended = carried_out(form, lambda: services.coverage_end(coverage=coverage, by=request.actor, **form.cleaned_data))
    if ended:
        return _done(request, patient, f"Coverage {coverage.payer.name} ends {coverage.effective_to}.")
    return _form_page(request, form, patient=patient, heading=f"End {coverage.payer.name}", action="End coverage")


@form_view
@permission_needed("demographics.edit")
def signed_form_new(request: HttpRequest, patient_id: int) -> HttpResponse:
    """Enter a form that the patient signed."""
    patient = get_object_or_404(selectors.patients_visible(by=request.actor), pk=patient_id)
    form = SignedFormForm(request.POST or None)
    added = carried_out(
        form, lambda: services.signed_form_add(patient=patient, details=form.details(), by=request.actor)
    )
    if added:
        return _done(request, patient, f"{added.get_kind_display()} is on file.")
    return _form_page(request, form, patient=patient, heading="Signed form", action="Save form")


@require_POST
@permission_needed("demographics.edit")
def signed_form_remove(request: HttpRequest, signed_form_id: int) -> HttpResponse:
    """Take out what was entered by mistake."""
    form = get_object_or_404(selectors.signed_forms_visible(by=request.actor), pk=signed_form_id)
    services.signed_form_remove(form=form, by=request.actor)
    return _done(request, form.patient, f"{form.get_kind_display()} of {form.signed_on} is taken out.")


def _done(request: HttpRequest, patient: Patient, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("web:patient", patient_id=patient.pk)


def _form_page(request: HttpRequest, form: LaidOutForm, **context: object) -> HttpResponse:
    return render(request, "patients/form.html", {"form": form, **context}, status=form_status(form))
