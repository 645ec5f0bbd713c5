"""Reads of the encounters app; each carries its permission."""

from typing import Any

from django.db.models import Count, QuerySet
from msgspec import Struct

from cleanclaim.apps.encounters.choices import STATES_OF_VIEW, TO_BILL, View
from cleanclaim.apps.encounters.coding import codes_of, shown
from cleanclaim.apps.encounters.models import Diagnosis, Encounter, Service
from cleanclaim.apps.patients.selectors import coverages_in_force
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.codes import codesets

RECENT = ("-service_on", "-pk")
HIDDEN = "masked"
EARLIER_PROBLEMS = 8


class Tab(Struct, frozen=True):
    """A saved view and how many encounters stand in it."""

    name: str
    label: str
    count: int


def encounters_visible(*, by: Actor) -> QuerySet[Encounter]:
    """Every encounter the actor may open; `note_readable` says whether its clinical text too."""
    by.require("note.view")
    return Encounter.objects.select_related("patient", "clinician", "location", "signed_by")


def note_readable(*, by: Actor) -> bool:
    """Whether the actor reads clinical text, or only that there is some."""
    return by.level("note.view") not in (None, HIDDEN)


def encounters_in_view(*, view: str, by: Actor, mine: bool = False) -> QuerySet[Encounter]:
    """The encounters of a saved view; every one when `view` is none of them."""
    found = encounters_visible(by=by)
    if view in STATES_OF_VIEW:
        found = found.filter(state__in=STATES_OF_VIEW[view])
    return found.filter(clinician__user=by.user) if mine else found


def encounter_counts(*, by: Actor, mine: bool = False) -> list[Tab]:
    """The saved views with their counts, all encounters first."""
    rows = encounters_in_view(view="", mine=mine, by=by).values_list("state").annotate(count=Count("*")).order_by()
    counts = dict(rows)
    views = [Tab(view, view.label, sum(counts.get(state, 0) for state in STATES_OF_VIEW[view])) for view in View]
    return [Tab("", "All", sum(counts.values())), *views]


def visit_shown(encounter: Encounter, *, by: Actor) -> dict[str, Any]:
    """What the screens of a visit show: codes with words, what is missing, who pays, whether it may be read."""
    coverages = coverages_in_force(patient=encounter.patient, on=encounter.service_on)
    codes = codes_of(encounter.diagnoses.all(), encounter.services.all())
    return {
        "encounter": encounter,
        "codes": shown(codes, on=encounter.service_on),
        "missing": () if encounter.is_signed else missing_to_sign(encounter),
        "coverages": coverages,
        "is_readable": note_readable(by=by),
        "is_mine": by.level("note.sign") == "tenant" or (by.user and encounter.clinician.user_id == by.user.pk),
    }


def problems(encounter: Encounter) -> list[dict[str, Any]]:
    """What the patient was seen for before, latest first: codes to add with one press."""
    earlier = Diagnosis.objects.filter(encounter__patient=encounter.patient).exclude(encounter=encounter)
    rows = earlier.order_by("-encounter__service_on", "position").values_list("code", "encounter__service_on")[:60]
    latest: dict[str, Any] = {}
    for code, seen_on in rows:
        latest.setdefault(code, seen_on)
    return [
        {"code": code, "words": codesets().icd10cm.words(code), "seen_on": seen_on}
        for code, seen_on in list(latest.items())[:EARLIER_PROBLEMS]
    ]


def encounters_to_bill(*, by: Actor) -> QuerySet[Encounter]:
    """Signed encounters whose charges are not posted, oldest first: the charge review queue."""
    by.require("charge.post")
    rows = Encounter.objects.filter(state__in=TO_BILL).select_related("patient", "clinician", "location")
    return rows.order_by("service_on", "pk")


@asked_often
def diagnoses_of(encounter: Encounter) -> QuerySet[Diagnosis]:
    """In their order."""
    return Diagnosis.objects.filter(encounter=encounter).order_by("position")


@asked_often
def services_of(encounter: Encounter) -> QuerySet[Service]:
    """In their order."""
    return Service.objects.filter(encounter=encounter).order_by("position")


def missing_to_sign(encounter: Encounter) -> tuple[str, ...]:
    """What a signature still wants, in plain words; a visit without a charge says why instead of naming a service."""
    has_note = any((encounter.subjective, encounter.objective, encounter.assessment, encounter.plan))
    missing = () if has_note else ("a note",)
    if encounter.no_charge_reason:
        return missing
    diagnoses, services = diagnoses_of(encounter), services_of(encounter)
    if not diagnoses:
        missing += ("a diagnosis",)
    if not services:
        missing += ("a service, or the reason why there is no charge",)
    return missing + tuple(f"a diagnosis for {service.procedure}" for service in services if not service.pointers)
