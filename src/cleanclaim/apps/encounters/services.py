"""Opening, documenting, signing and amending encounters: all is replaced in one act until signed, then locked."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db import transaction
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record, move
from cleanclaim.apps.encounters.choices import MOST_DIAGNOSES, MOST_MODIFIERS, MOST_POINTERS, MOST_SERVICES
from cleanclaim.apps.encounters.coding import Performed, pointed
from cleanclaim.apps.encounters.errors import (
    AlreadySigned,
    CodesMalformed,
    EncounterIncomplete,
    NotYourNote,
    PatientNotCheckedIn,
)
from cleanclaim.apps.encounters.models import Addendum, Diagnosis, Encounter, Service
from cleanclaim.apps.encounters.selectors import missing_to_sign
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.models import Clinician, Location
from cleanclaim.apps.practices.prepared import rows_insert
from cleanclaim.apps.scheduling.models import Appointment


class Note(Struct, frozen=True):
    """The four parts of the note."""

    subjective: str = ""
    objective: str = ""
    assessment: str = ""
    plan: str = ""


@transaction.atomic
def encounter_open(
    *,
    patient: Patient,
    clinician: Clinician,
    location: Location,
    service_on: date,
    by: Actor,
    appointment: Appointment | None = None,
    external_id: str = "",
) -> Encounter:
    """Start the visit; of an appointment that is checked in, which becomes "in visit".  Opened once an appointment."""
    by.require("note.write")
    if appointment is not None and not _start(appointment, by):
        known = Encounter.objects.filter(appointment=appointment).first()
        if known:
            return known
    encounter = Encounter.objects.create(
        practice=by.practice,
        patient=patient,
        clinician=clinician,
        location=location,
        appointment=appointment,
        service_on=service_on,
        place_of_service=location.place_of_service,
        external_id=external_id,
    )
    words = f"Visit of {patient.name} with {clinician} opened"
    activity_record(subject=encounter, what="encounter_open", words=words, by=by)
    return encounter


@transaction.atomic
def encounter_document(
    *,
    encounter: Encounter,
    by: Actor,
    note: Note | None = None,
    diagnoses: Sequence[str] | None = None,
    services: Sequence[Performed] | None = None,
    place_of_service: str | None = None,
) -> Encounter:
    """Replace the note, the diagnoses and the services; what is None stays as it is.

    Raises AlreadySigned, and CodesMalformed when codes cannot be kept as given.
    """
    by.require("note.write")
    _refuse_others_note(encounter, "note.write", by)
    if encounter.is_signed:
        raise AlreadySigned("The note is signed and cannot be changed. Add an addendum.")
    if place_of_service:
        encounter.place_of_service = place_of_service
    for name in Note.__struct_fields__ if note else ():
        setattr(encounter, name, getattr(note, name))
    if diagnoses is not None:
        _replace_diagnoses(encounter, diagnoses)
    if services is not None:
        _replace_services(encounter, services, len(diagnoses) if diagnoses is not None else None)
    words, written = f"Documented by {by.name}", (*Note.__struct_fields__, "place_of_service")
    if encounter.state == "open":
        move(row=encounter, event="document", words=words, by=by, also=written)
    else:
        encounter.save(update_fields=written)
        activity_record(subject=encounter, what="encounter_document", words=words, by=by)
    return encounter


@transaction.atomic
def encounter_sign(*, encounter: Encounter, by: Actor) -> Encounter:
    """Lock the note; coding and billing begin.  Raises NotYourNote, AlreadySigned, EncounterIncomplete."""
    by.require("note.sign")
    _refuse_others_note(encounter, "note.sign", by)
    if encounter.is_signed:
        raise AlreadySigned("The note is signed already.")
    if missing := missing_to_sign(encounter):
        raise EncounterIncomplete(missing)
    encounter.signed_at, encounter.signed_by = clock.now(), by.user or encounter.clinician.user
    signed = ("signed_at", "signed_by")
    move(row=encounter, event="sign", words=f"Signed by {by.user.name if by.user else encounter.clinician}", by=by,
         also=signed)  # fmt: skip
    if encounter.no_charge_reason:
        _move_to_no_charge(encounter, by)
    if encounter.appointment_id and encounter.appointment.state == "in_visit":
        move(row=encounter.appointment, event="check_out", words="Visit done, note signed", by=by)
    return encounter


@transaction.atomic
def encounter_mark_no_charge(*, encounter: Encounter, reason: str, by: Actor) -> Encounter:
    """Say why nothing is billed; before signing it is kept for the signature, afterwards it ends the billing."""
    by.require("code.edit")
    _refuse_others_note(encounter, "code.edit", by)
    if not reason.strip():
        raise NotAllowedNow("Say why nothing is billed for this visit.")
    encounter.no_charge_reason = reason.strip()[:200]
    if encounter.is_signed:
        _move_to_no_charge(encounter, by)
        return encounter
    encounter.save(update_fields=["no_charge_reason"])
    words = f"No charge: {encounter.no_charge_reason}"
    activity_record(subject=encounter, what="encounter_mark_no_charge", words=words, by=by, why=reason)
    return encounter


@transaction.atomic
def encounter_recode(
    *, encounter: Encounter, diagnoses: Sequence[str], services: Sequence[Performed], why: str, by: Actor
) -> Encounter:
    """Correct the codes of a signed visit, with the reason; the note stays as signed, before and after are recorded.

    Posted charges and claims follow by acts of their own.
    """
    by.require("code.edit")
    _refuse_others_note(encounter, "code.edit", by)
    if not encounter.is_signed:
        raise NotAllowedNow("The note is not signed yet: its author changes the codes there.")
    if not why.strip():
        raise NotAllowedNow("Say why the codes change.")
    before = _codes(encounter)
    _replace_diagnoses(encounter, diagnoses)
    _replace_services(encounter, services, len(diagnoses))
    words = f"Codes changed: {before} is now {_codes(encounter)}"
    if encounter.state == "amended":
        move(row=encounter, event="recode", words=words, by=by, why=why)
    else:
        activity_record(subject=encounter, what="encounter_recode", words=words, by=by, why=why)
    return encounter


@transaction.atomic
def encounter_addend(*, encounter: Encounter, text: str, by: Actor) -> Addendum:
    """Add words to a signed note; the note itself stays as it was signed."""
    by.require("note.sign")
    _refuse_others_note(encounter, "note.sign", by)
    if not encounter.is_signed:
        raise NotAllowedNow("The note is not signed yet: change the note itself.")
    if not text.strip():
        raise NotAllowedNow("Write the addendum first.")
    addendum = Addendum.objects.create(
        practice=by.practice,
        encounter=encounter,
        text=text.strip(),
        added_at=clock.now(),
        added_by=by.user or encounter.signed_by,
    )
    words = f"Addendum by {by.name}"
    if encounter.state == "amended":
        activity_record(subject=encounter, what="encounter_addend", words=words, by=by)
    else:
        move(row=encounter, event="addendum", words=words, by=by)
    return addendum


@transaction.atomic
def encounter_void(*, encounter: Encounter, why: str, by: Actor) -> Encounter:
    """The visit never happened, or was opened for the wrong patient; what was written is kept."""
    by.require("note.write")
    _refuse_others_note(encounter, "note.write", by)
    if not why.strip():
        raise NotAllowedNow("Say why the encounter is void.")
    move(row=encounter, event="void", words=f"Voided by {by.name}", by=by, why=why)
    return encounter


def _start(appointment: Appointment, by: Actor) -> bool:
    """Let the visit begin; false when it had begun before, so that its encounter may be there."""
    if appointment.state in ("checked_in", "roomed"):
        move(row=appointment, event="start", words="Visit started", by=by)
        return True
    if appointment.state not in ("in_visit", "checked_out", "completed"):
        state = appointment.state.replace("_", " ")
        raise PatientNotCheckedIn(f"The appointment is {state}: check the patient in on the schedule first.")
    return False


def _refuse_others_note(encounter: Encounter, permission: str, by: Actor) -> None:
    """Level "own": a clinician's own note; nurses write in the note of the clinician they work with."""
    if by.level(permission) != "own" or (permission == "note.write" and "nurse_ma" in by.roles):
        return
    if by.user is None or encounter.clinician.user_id != by.user.pk:
        raise NotYourNote(f"This is the note of {encounter.clinician}: only its author signs and changes it.")


def _move_to_no_charge(encounter: Encounter, by: Actor) -> None:
    words = f"No charge: {encounter.no_charge_reason}"
    why = encounter.no_charge_reason
    move(row=encounter, event="mark_no_charge", words=words, by=by, why=why, also=("no_charge_reason",))


def _codes(encounter: Encounter) -> str:
    rows = [*encounter.diagnoses.all(), *encounter.services.all()]
    return " ".join(row.code if isinstance(row, Diagnosis) else _spelled(row) for row in rows)


def _spelled(service: Service) -> str:
    return "-".join([service.procedure, *filter(None, service.modifiers.split(","))])


def _replace_diagnoses(encounter: Encounter, codes: Sequence[str]) -> None:
    wanted = list(dict.fromkeys(pointed(code) for code in codes if code.strip()))
    if len(wanted) > MOST_DIAGNOSES:
        raise CodesMalformed(f"A claim takes {MOST_DIAGNOSES} diagnoses, not {len(wanted)}: leave some out.")
    if encounter.state != "open":
        encounter.diagnoses.all().delete()
    rows_insert(
        [
            Diagnosis(practice_id=encounter.practice_id, encounter=encounter, position=position, code=code)
            for position, code in enumerate(wanted, start=1)
        ]
    )


def _replace_services(encounter: Encounter, services: Sequence[Performed], diagnoses: int | None) -> None:
    if len(services) > MOST_SERVICES:
        raise CodesMalformed(f"A claim takes {MOST_SERVICES} services, not {len(services)}: leave some out.")
    known = encounter.diagnoses.count() if diagnoses is None else diagnoses
    if encounter.state != "open":
        encounter.services.all().delete()
    rows_insert([_service(encounter, position, each, known) for position, each in enumerate(services, start=1)])


def _service(encounter: Encounter, position: int, performed: Performed, diagnoses: int) -> Service:
    pointers = [each for each in dict.fromkeys(performed.pointers) if 1 <= each <= max(diagnoses, 1)]
    if len(pointers) > MOST_POINTERS:
        raise CodesMalformed(f"{performed.procedure} points to {len(pointers)} diagnoses: choose at most four.")
    modifiers = [each.strip().upper() for each in performed.modifiers if each.strip()]
    if len(modifiers) > MOST_MODIFIERS:
        raise CodesMalformed(f"{performed.procedure} has {len(modifiers)} modifiers: choose at most four.")
    return Service(
        practice_id=encounter.practice_id,
        encounter=encounter,
        position=position,
        procedure=performed.procedure.strip().upper(),
        modifiers=",".join(modifiers),
        units=_units(performed),
        pointers=",".join(str(each) for each in pointers),
    )


def _units(performed: Performed) -> Decimal:
    try:
        units = Decimal(performed.units)
    except InvalidOperation:
        units = Decimal(0)
    if not 0 < units < 1_000_000:
        raise CodesMalformed(f"{performed.procedure}: the units are a number above zero, not {performed.units!r}.")
    return units
