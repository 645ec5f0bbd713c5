"""Reads of the patients app; each carries its permission."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet

from cleanclaim.apps.patients.models import Coverage, Patient, PatientWord, SignedForm
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.forms import DayField
from cleanclaim.prefix import begins

NARROW = ("own", "masked")  # levels that do not open a staff screen with names on it
BY_NAME = ("last_name", "first_name", "pk")


def patients_visible(*, by: Actor) -> QuerySet[Patient]:
    """Every patient whose record the actor may open."""
    by.require("demographics.view")
    if by.level("demographics.view") in NARROW:
        return Patient.objects.none()
    return Patient.objects.select_related("guarantor")


def patients_search(*, text: str, by: Actor) -> QuerySet[Patient]:
    """Patients each word of `text` speaks of, by name order; all of them when there is no text.

    A word is the start of a name, a birth date, a record number or the start of a member ID.
    """
    by.require("patient.search")
    found = Patient.objects.all()
    for word in text.lower().replace(",", " ").split()[:6]:
        found = found.filter(spoken_of(word))
    return found.order_by(*BY_NAME)


def with_coverages(patients: QuerySet[Patient], *, on: date) -> QuerySet[Patient]:
    """The same, each with `covered_by`: its coverages in force that day, in order."""
    in_force = Coverage.objects.on(on).select_related("payer")
    return patients.prefetch_related(Prefetch("coverages", in_force, to_attr="covered_by"))


def coverages_visible(*, by: Actor) -> QuerySet[Coverage]:
    """Every coverage whose patient the actor may open."""
    by.require("demographics.view")
    if by.level("demographics.view") in NARROW:
        return Coverage.objects.none()
    return Coverage.objects.select_related("payer", "patient")


def signed_forms_visible(*, by: Actor) -> QuerySet[SignedForm]:
    """Every signed form whose patient the actor may open, the latest first."""
    return SignedForm.objects.filter(patient__in=patients_visible(by=by)).select_related("patient")


def coverages_in_force(*, patient: Patient, on: date) -> list[Coverage]:
    """The patient's plans that day, in the order they are billed."""
    return _in_force(patient, on)


def payers_in_force(*, patient: Patient, on: date) -> tuple[str, ...]:
    """The payers of those plans as parties of the journal, in the order they are billed, each once."""
    return tuple(dict.fromkeys(f"payer:{plan.payer_id}" for plan in _in_force(patient, on)))


@asked_often
def _in_force(patient: Patient, on: date) -> QuerySet[Coverage]:
    return Coverage.objects.on(on).filter(patient=patient).select_related("payer").order_by("rank")


def spoken_of(word: str) -> Q:
    """Patients that one word in lower case speaks of, as `patients_search` understands it."""
    word = _as_birth_date(word)
    named = Q(pk__in=PatientWord.objects.filter(begins("word", word)).values("patient"))
    if not any(letter.isdigit() for letter in word):
        return named
    return named | Q(pk__in=Coverage.objects.filter(begins("member_key", word)).values("patient"))


def _as_birth_date(word: str) -> str:
    """4/9/1968 and 1968-04-09 as `PatientWord` holds them: 04/09/1968."""
    if "/" not in word and "-" not in word:
        return word
    try:
        return f"{DayField().clean(word):%m/%d/%Y}"
    except ValidationError:
        return word
