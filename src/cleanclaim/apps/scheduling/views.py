"""Acts on visits; the day itself also shows eligibility and balances and stands in interfaces/web."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.patients.selectors import patients_visible
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.scheduling import services
from cleanclaim.apps.scheduling.forms import BookForm, CancelForm, MoveForm
from cleanclaim.apps.scheduling.models import Appointment
from cleanclaim.apps.scheduling.selectors import MANAGE, appointments_visible

form_view = require_http_methods(["GET", "HEAD", "POST"])


@form_view
@permission_needed(MANAGE)
def appointment_new(request: HttpRequest) -> HttpResponse:
    """Choose a patient, then a free time."""
    patient = _patient_asked(request)
    form = BookForm(request.POST or None, initial=BookForm.defaults(request.GET.dict()))
    if patient is None and form.is_bound:
        form.add_error(None, "Choose the patient first.")
    booked = carried_out(form, lambda: services.appointment_book(plan=form.plan(patient), by=request.actor))
    if booked:
        return _done(request, booked, f"{patient.name} booked.")
    context = {"form": form, "patient": patient, "choices_url": _choices_url(request)}
    return render(request, "scheduling/book.html", context, status=form_status(form))


@form_view
@permission_needed(MANAGE)
def appointment_move(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Give the visit another time."""
    visit = _visit(request, appointment_id)
    now = {"clinician": visit.clinician_id, "day": f"{visit.service_on}", "minutes": visit.minutes}
    form = MoveForm(request.POST or None, initial=now | request.GET.dict())
    moved = carried_out(
        form,
        lambda: services.appointment_move(
            appointment=visit, starts_at=form.starts_at(), clinician=form.cleaned_data["clinician"], by=request.actor
        ),
    )
    if moved:
        return _done(request, moved, f"{visit.patient.name} moved.")
    return render(request, "scheduling/move.html", {"form": form, "visit": visit}, status=form_status(form))


@form_view
@permission_needed(MANAGE)
def appointment_cancel(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Call the visit off, with the reason."""
    visit = _visit(request, appointment_id)
    form = CancelForm(request.POST or None)
    canceled = carried_out(
        form, lambda: services.appointment_cancel(appointment=visit, by=request.actor, **form.cleaned_data)
    )
    if canceled:
        messages.success(request, f"Visit of {visit.patient.name} canceled; the time is free again.")
        return redirect(day_url(visit))
    context = {"form": form, "visit": visit, "back_url": day_url(visit, is_open=True)}
    return render(request, "scheduling/cancel.html", context, status=form_status(form))


@require_POST
@permission_needed(MANAGE)
def appointment_confirm(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """The patient says they will come."""
    return _acted(request, appointment_id, services.appointment_confirm, "confirmed")


@require_POST
@permission_needed(MANAGE)
def appointment_no_show(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """The patient did not come."""
    return _acted(request, appointment_id, services.appointment_no_show, "did not come")


@require_POST
@permission_needed(MANAGE)
def appointment_check_out(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """The patient leaves."""
    return _acted(request, appointment_id, services.appointment_check_out, "checked out")


def day_url(visit: Appointment, *, is_open: bool = False) -> str:
    """The day of the visit on the schedule, with the visit open beside it."""
    asked = {"day": f"{visit.service_on}"} | ({"visit": visit.pk} if is_open else {})
    return f"{reverse('web:schedule')}?{urlencode(asked)}" + ("#checkin" if is_open else "")


def _acted(request: HttpRequest, appointment_id: int, act: object, words: str) -> HttpResponse:
    visit = _visit(request, appointment_id)
    try:
        act(appointment=visit, by=request.actor)
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
        return redirect(day_url(visit, is_open=True))
    return _done(request, visit, f"{visit.patient.name} {words}.")


def _done(request: HttpRequest, visit: Appointment, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(day_url(visit, is_open=True))


def _visit(request: HttpRequest, appointment_id: int) -> Appointment:
    return get_object_or_404(appointments_visible(by=request.actor), pk=appointment_id)


def _patient_asked(request: HttpRequest) -> Patient | None:
    asked = request.POST.get("patient") or request.GET.get("patient", "")
    return get_object_or_404(patients_visible(by=request.actor), pk=asked) if asked.isdecimal() else None


def _choices_url(request: HttpRequest) -> str:
    """Where patients are looked for: it carries this page's other choices along."""
    kept = {name: value for name, value in request.GET.items() if name not in ("patient", "q")}
    return f"{reverse('patients:choices')}?{urlencode(kept)}"
