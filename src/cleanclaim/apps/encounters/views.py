"""Screens of the encounters app: the list, the note with its codes, the visit as signed."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cleanclaim import clock
from cleanclaim.apps.encounters import selectors, services
from cleanclaim.apps.encounters.coding import codes_posted
from cleanclaim.apps.encounters.forms import AddendumForm, NoteForm, ReasonForm, WalkInForm
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.patients.selectors import patients_visible
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.forms import carried_out, form_status
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.scheduling.selectors import appointments_visible
from cleanclaim.paging import keyset_page

form_view = require_http_methods(["GET", "HEAD", "POST"])
CHOICES = 8
PROCEDURE = re.compile(r"[A-Z0-9]\d{3}[A-Z0-9]")


@require_safe
@permission_needed("note.view")
def encounter_list(request: HttpRequest) -> HttpResponse:
    """Visits by whose work they wait for; one's own, where asked."""
    view, mine = request.GET.get("view", ""), "mine" in request.GET
    found = selectors.encounters_in_view(view=view, mine=mine, by=request.actor)
    page = keyset_page(found, request, selectors.RECENT)
    counts = selectors.encounter_counts(mine=mine, by=request.actor)
    return render(request, "encounters/list.html", {"page": page, "counts": counts, "view": view, "mine": mine})


@require_POST
@permission_needed("note.write")
def encounter_open(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Start the visit of an appointment, or go to it."""
    visit = get_object_or_404(appointments_visible(by=request.actor), pk=appointment_id)
    try:
        encounter = services.encounter_open(
            patient=visit.patient, clinician=visit.clinician, location=visit.location, service_on=visit.service_on,
            appointment=visit, by=request.actor,
        )  # fmt: skip
    except NotAllowedNow as refusal:
        messages.error(request, str(refusal))
        return redirect("encounters:list")
    return redirect("encounters:page", encounter_id=encounter.pk)


@form_view
@permission_needed("note.write")
def encounter_new(request: HttpRequest, patient_id: int) -> HttpResponse:
    """Start the visit of somebody who walked in."""
    patient = get_object_or_404(patients_visible(by=request.actor), pk=patient_id)
    form = WalkInForm(request.POST or None)
    opened = carried_out(form, lambda: services.encounter_open(patient=patient, by=request.actor, **form.cleaned_data))
    if opened:
        return redirect("encounters:page", encounter_id=opened.pk)
    return render(request, "encounters/new.html", {"form": form, "patient": patient}, status=form_status(form))


@require_safe
@permission_needed("note.view")
def encounter_page(request: HttpRequest, encounter_id: int) -> HttpResponse:
    """The note at work, or as it was signed."""
    return _page(request, _encounter(request, encounter_id))


@require_POST
@permission_needed("note.write")
def encounter_document(request: HttpRequest, encounter_id: int) -> HttpResponse:
    """Keep what is written, after the act of the button that was pressed."""
    encounter = _encounter(request, encounter_id)
    try:
        _document(request, encounter)
    except NotAllowedNow as refusal:
        return render(request, "encounters/_refused.html", {"refusal": refusal}, status=422)
    if not request.htmx:
        return redirect("encounters:page", encounter_id=encounter.pk)
    context = selectors.visit_shown(encounter, by=request.actor)
    context |= {"saved_at": clock.now(), "act": request.POST.get("act", "").partition(":")[0]}
    template = "_saved_codes.html" if request.htmx.target == "codes" else "_sign_state.html"
    return render(request, f"encounters/{template}", context)


@require_POST
@permission_needed("note.sign")
def encounter_sign(request: HttpRequest, encounter_id: int) -> HttpResponse:
    """Keep what is written, then lock it."""
    encounter = _encounter(request, encounter_id)
    try:
        if "subjective" in request.POST:
            _document(request, encounter)
        services.encounter_sign(encounter=encounter, by=request.actor)
    except NotAllowedNow as refusal:
        return _page(request, encounter, refusal)
    messages.success(request, f"Visit of {encounter.patient.name} signed.")
    return redirect("encounters:page", encounter_id=encounter.pk)


@require_POST
@permission_needed("code.edit")
def encounter_no_charge(request: HttpRequest, encounter_id: int) -> HttpResponse:
    """Say why nothing is billed."""
    encounter, form = _encounter(request, encounter_id), ReasonForm(request.POST)
    done = carried_out(
        form, lambda: services.encounter_mark_no_charge(encounter=encounter, by=request.actor, **form.cleaned_data)
    )
    if not done:
        return _page(request, encounter, form.errors.get("reason", form.non_field_errors())[0])
    return redirect("encounters:page", encounter_id=encounter.pk)


@require_POST
@permission_needed("note.sign")
def encounter_addend(request: HttpRequest, encounter_id: int) -> HttpResponse:
    """Add words to the signed note."""
    encounter, form = _encounter(request, encounter_id), AddendumForm(request.POST)
    added = carried_out(
        form, lambda: services.encounter_addend(encounter=encounter, by=request.actor, **form.cleaned_data)
    )
    if not added:
        return _page(request, encounter, "Write the addendum first.")
    return redirect("encounters:page", encounter_id=encounter.pk)


@require_safe
@permission_needed("note.write", "code.edit")
def diagnosis_choices(request: HttpRequest, encounter_id: int) -> HttpResponse:
    """Billable diagnoses of the day of service, as one types."""
    encounter = _encounter(request, encounter_id)
    text = request.GET.get("q", "").strip()
    hits = codesets().search_diagnoses(text, CHOICES, on=encounter.service_on) if text else ()
    return render(
        request, "encounters/_choices.html", {"hits": hits, "text": text, "act": "add-dx", "encounter": encounter}
    )


@require_safe
@permission_needed("note.write", "code.edit")
def service_choices(request: HttpRequest, encounter_id: int) -> HttpResponse:
    """Procedures of the day of service, as one types; a code we have no words for may be added as typed."""
    encounter = _encounter(request, encounter_id)
    text = request.GET.get("q", "").strip()
    hits = codesets().search_procedures(text, CHOICES, on=encounter.service_on) if text else ()
    typed = text.upper() if PROCEDURE.fullmatch(text.upper()) and not hits else ""
    context = {"hits": hits, "text": text, "act": "add-service", "typed": typed, "encounter": encounter}
    return render(request, "encounters/_choices.html", context)


def _encounter(request: HttpRequest, encounter_id: int) -> Encounter:
    return get_object_or_404(selectors.encounters_visible(by=request.actor), pk=encounter_id)


def _document(request: HttpRequest, encounter: Encounter) -> None:
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise NotAllowedNow("Not saved: choose a place of service.")
    codes = codes_posted(request.POST).after(request.POST.get("act", ""))
    services.encounter_document(
        encounter=encounter,
        note=form.note(),
        diagnoses=codes.diagnoses,
        services=codes.services,
        place_of_service=form.cleaned_data["place_of_service"],
        by=request.actor,
    )


def _page(request: HttpRequest, encounter: Encounter, refusal: object = "") -> HttpResponse:
    """The note to write on for who may, else to read; with what was refused, if anything was."""
    writes = not encounter.is_signed and request.actor.may("note.write")
    context = selectors.visit_shown(encounter, by=request.actor) | {"refusal": refusal}
    if writes:
        context |= {"form": NoteForm.of(encounter), "problems": selectors.problems(encounter)}
    template = "note.html" if writes else "signed.html"
    return render(request, f"encounters/{template}", context, status=422 if refusal else 200)
