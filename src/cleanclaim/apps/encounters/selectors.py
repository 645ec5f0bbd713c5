"""Reads of the encounters app; each carries its permission."""

from django.db.models import QuerySet

from cleanclaim.apps.encounters.choices import STATES_OF_VIEW, TO_BILL
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.practices.acting import Actor

RECENT = ("-service_on", "-pk")
HIDDEN = "masked"


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


def encounters_to_bill(*, by: Actor) -> QuerySet[Encounter]:
    """Signed encounters whose charges are not posted, oldest first: the charge review queue."""
    by.require("charge.post")
    rows = Encounter.objects.filter(state__in=TO_BILL).select_related("patient", "clinician", "location")
    return rows.order_by("service_on", "pk")


def missing_to_sign(encounter: Encounter) -> tuple[str, ...]:
    """What a signature still wants, in plain words; a visit without a charge says why instead of naming a service."""
    has_note = any((encounter.subjective, encounter.objective, encounter.assessment, encounter.plan))
    missing = () if has_note else ("a note",)
    if encounter.no_charge_reason:
        return missing
    diagnoses, services = list(encounter.diagnoses.all()), list(encounter.services.all())
    if not diagnoses:
        missing += ("a diagnosis",)
    if not services:
        missing += ("a service, or the reason why there is no charge",)
    return missing + tuple(f"a diagnosis for {service.procedure}" for service in services if not service.pointers)
