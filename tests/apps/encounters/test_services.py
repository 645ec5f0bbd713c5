"""A visit from opening to signature, and what is refused on the way."""

import pytest
from tests.builders.encounters import SERVICE_DAY, a_signed_encounter, an_encounter
from tests.builders.patients import a_patient
from tests.builders.practices import a_clinician, a_user, an_actor, the_clinician, the_location

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.encounters import services
from cleanclaim.apps.encounters.coding import Performed
from cleanclaim.apps.encounters.errors import (
    AlreadySigned,
    CodesMalformed,
    EncounterIncomplete,
    NotYourNote,
    PatientNotCheckedIn,
)
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.encounters.services import Note
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.apps.scheduling.models import Appointment


def an_appointment(state="checked_in"):
    return Appointment.objects.create(
        patient=a_patient(), clinician=the_clinician(), location=the_location(), starts_at=clock.now(), state=state,
        visit_type="follow_up",
    )  # fmt: skip


def opened_from(appointment, by):
    return services.encounter_open(
        patient=appointment.patient, clinician=appointment.clinician, location=appointment.location,
        service_on=SERVICE_DAY, appointment=appointment, by=by,
    )  # fmt: skip


def the_clinician_as_actor(practice, **given):
    user = a_user("Anika", "Raman")
    return an_actor(practice, "clinician", user=user), a_clinician(user=user, **given)


def test_opening_starts_the_checked_in_appointment(by):
    encounter = opened_from(an_appointment(), by)
    assert encounter.appointment.state == "in_visit"


def test_an_appointment_has_one_encounter(by):
    appointment = an_appointment()
    assert opened_from(appointment, by) == opened_from(appointment, by)


def test_a_patient_who_has_not_arrived_has_no_visit_yet(by):
    with pytest.raises(PatientNotCheckedIn, match="booked: check the patient in"):
        opened_from(an_appointment(state="booked"), by)


def test_documenting_replaces_everything_in_one_act(by):
    encounter = an_encounter()
    services.encounter_document(
        encounter=encounter, note=Note(assessment="Sore throat"), diagnoses=["j029"], by=by,
        services=[Performed("99213", ("25",)), Performed("87880", pointers=(1,))],
    )  # fmt: skip
    assert [row.code for row in encounter.diagnoses.all()] == ["J02.9"]
    assert [(row.procedure, row.modifiers) for row in encounter.services.all()] == [("99213", "25"), ("87880", "")]
    assert Encounter.objects.get().subjective == ""


def test_a_pointer_to_no_diagnosis_falls_away(by):
    encounter = an_encounter()
    services.encounter_document(
        encounter=encounter, diagnoses=["I10"], services=[Performed("99213", pointers=(1, 2))], by=by
    )
    assert encounter.services.get().pointers == "1"


def test_a_thirteenth_diagnosis_is_refused(by):
    codes = [f"Z79.{number}" for number in range(13)]
    with pytest.raises(CodesMalformed, match="12 diagnoses, not 13"):
        services.encounter_document(encounter=an_encounter(), diagnoses=codes, by=by)


def test_signing_locks_the_note(by):
    encounter = services.encounter_sign(encounter=an_encounter(), by=by)
    assert encounter.state == "signed"
    with pytest.raises(AlreadySigned):
        services.encounter_document(encounter=encounter, note=Note(), by=by)


def test_a_visit_without_a_service_is_not_signed_silently(by):
    with pytest.raises(EncounterIncomplete, match="a service, or the reason why there is no charge"):
        services.encounter_sign(encounter=an_encounter(services=()), by=by)


def test_a_visit_without_a_diagnosis_is_not_signed(by):
    with pytest.raises(EncounterIncomplete) as refusal:
        services.encounter_sign(encounter=an_encounter(diagnoses=()), by=by)
    assert refusal.value.missing == ("a diagnosis",)


def test_a_service_that_points_to_no_diagnosis_is_named(by):
    with pytest.raises(EncounterIncomplete, match="a diagnosis for 99214"):
        services.encounter_sign(encounter=an_encounter(services=[("99214", "", "")]), by=by)


def test_a_reason_for_no_charge_stands_for_the_service(by):
    encounter = an_encounter(services=())
    services.encounter_mark_no_charge(encounter=encounter, reason="Suture removal within the global period", by=by)
    assert services.encounter_sign(encounter=encounter, by=by).state == "no_charge"


def test_a_clinician_signs_own_notes_only(practice, by):
    me, _ = the_clinician_as_actor(practice)
    with pytest.raises(NotYourNote, match="This is the note of Anika Raman"):
        services.encounter_sign(encounter=an_encounter(clinician=the_clinician()), by=me)


def test_the_author_signs(practice, by):
    me, clinician = the_clinician_as_actor(practice)
    encounter = services.encounter_sign(encounter=an_encounter(clinician=clinician), by=me)
    assert encounter.signed_by == me.user


def test_a_nurse_documents_but_does_not_sign(practice, by):
    nurse, encounter = an_actor(practice, "nurse_ma"), an_encounter()
    services.encounter_document(encounter=encounter, note=Note(objective="BP 120/80"), by=nurse)
    with pytest.raises(NotPermitted):
        services.encounter_sign(encounter=encounter, by=nurse)


def test_an_addendum_follows_a_signed_note_and_leaves_it_alone(by):
    encounter = services.encounter_sign(encounter=an_encounter(), by=by)
    encounter.signed_by = a_user()
    services.encounter_addend(encounter=encounter, text="Lab called: potassium 3.4.", by=by)
    assert (encounter.state, encounter.plan) == ("amended", Encounter.objects.get().plan)


def test_a_coder_corrects_codes_of_a_signed_visit_and_says_why(practice, by):
    encounter, coder = a_signed_encounter(), an_actor(practice, "coder")
    services.encounter_recode(
        encounter=encounter, diagnoses=["I10"], services=[Performed("99213", ("25",))], by=coder, why="Level 3 by note"
    )
    entry = ActivityEntry.objects.get(what="encounter_recode")
    assert entry.words == "Codes changed: E11.65 I10 99214 80053 is now I10 99213-25"
    assert (entry.why, encounter.state) == ("Level 3 by note", "signed")


def test_every_act_is_on_the_record(by):
    encounter = services.encounter_sign(encounter=an_encounter(), by=by)
    entry = ActivityEntry.objects.filter(subject=f"encounter:{encounter.pk}").first()
    assert (entry.what, entry.state_from, entry.state_to) == ("sign", "documented", "signed")
