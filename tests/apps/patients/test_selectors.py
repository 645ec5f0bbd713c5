"""Finding a patient by whatever the caller says."""

from datetime import date

import pytest
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import a_practice, an_actor

from cleanclaim.apps.patients.selectors import coverages_in_force, patients_search, patients_visible
from cleanclaim.apps.practices.acting import acting_as, system_actor


@pytest.mark.parametrize(
    "text", ["whit", "June", "june whit", "Whitaker, J", "4/9/1968", "1968-04-09", "T7", "mbp2204", "whit 04/09/1968"]
)
def test_a_patient_is_found_by(text, by):
    june = a_patient(mrn="T7", covered=False)
    a_coverage(patient=june, member_id="MBP220418")
    a_patient(first_name="Miriam", last_name="Hale", birth_date=date(1974, 1, 30))
    assert list(patients_search(text=text, by=by)) == [june]


def test_every_word_must_speak_of_the_patient(by):
    a_patient()
    assert not patients_search(text="june hale", by=by).exists()


def test_a_word_is_the_start_of_a_name_not_its_middle(by):
    a_patient()
    assert not patients_search(text="aker", by=by).exists()


def test_patients_of_another_practice_are_not_found(by):
    other = system_actor(a_practice("Harbor Pediatrics"))
    with acting_as(other):
        a_patient()
    assert not patients_search(text="whitaker", by=by).exists()


@pytest.mark.parametrize("role", ["sys_admin", "patient", "proxy"])
def test_a_narrow_grant_opens_no_staff_screen(role, practice, by):
    a_patient()
    assert not patients_visible(by=an_actor(practice, role)).exists()


def test_a_plan_counts_on_its_last_day_and_not_after(by):
    june = a_patient(covered=False)
    a_coverage(patient=june, effective_to=date(2026, 6, 30))
    assert len(coverages_in_force(patient=june, on=date(2026, 6, 30))) == 1
    assert coverages_in_force(patient=june, on=date(2026, 7, 1)) == []
