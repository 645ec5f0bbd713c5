from datetime import date

import pytest

from cleanclaim.interfaces.fhir import mapping
from cleanclaim.interfaces.fhir.mapping import Unusable
from cleanclaim.interfaces.fhir.resources import (
    Address,
    CodeableConcept,
    Coding,
    ContactPoint,
    Coverage,
    Encounter,
    HumanName,
    Identifier,
    Patient,
    Period,
    Practitioner,
    Reference,
)
from cleanclaim.interfaces.fhir.states import CODES, state_code


def a_concept(system: str, *codes: str) -> CodeableConcept:
    return CodeableConcept(tuple(Coding(system, code) for code in codes))


def test_a_patient_in_our_words():
    details = mapping.patient_details(
        Patient(
            name=(HumanName("maiden", "Old"), HumanName("official", "Quill", ("Nora", "Jane"), ("Jr.",))),
            gender="female",
            birth_date="1971-06-09",
            deceased_date_time="2025-01-02T03:04:05Z",
            telecom=(ContactPoint("phone", "+1 (518) 555-0132"), ContactPoint("email", "nora@example.org")),
            address=(Address("old"), Address("home", ("4 Elm Road",), "Albany", "New York", "12207-1234")),
        )
    )
    assert (details.first_name, details.middle_name, details.last_name) == ("Nora", "Jane", "Quill")
    assert (details.sex, details.birth_date) == ("F", date(1971, 6, 9))
    assert details.date_of_death == date(2025, 1, 2)
    assert (details.phone, details.email) == ("5185550132", "nora@example.org")
    assert (details.line1, details.state, details.zip) == ("4 Elm Road", "NY", "122071234")


@pytest.mark.parametrize(
    ("patient", "reason"),
    [
        (Patient(birth_date="1971-06-09"), "no family name"),
        (Patient(name=(HumanName(family="Quill"),), birth_date="1971"), "no whole birth date"),
    ],
)
def test_what_a_record_cannot_do_without_is_the_reason(patient, reason):
    with pytest.raises(Unusable, match=reason):
        mapping.patient_details(patient)


def test_an_address_that_is_none_is_left_empty():
    patient = Patient(name=(HumanName(family="Q"),), birth_date="1971-06-09", telecom=(ContactPoint("email", "a b@c"),))
    assert mapping.patient_details(patient).email == ""


def test_an_npi_is_kept_as_given():
    practitioner = Practitioner(name=(HumanName(family="Marsh"),), identifier=(Identifier(mapping.NPI, "390"),))
    assert mapping.clinician_details(practitioner, None, "d1").npi == "390"


def test_only_billable_code_systems_count():
    assert mapping.diagnosis_codes(a_concept("http://hl7.org/fhir/sid/icd-10-cm", "e11.65")) == ["E11.65"]
    assert mapping.diagnosis_codes(a_concept("http://snomed.info/sct", "444814009")) == []
    assert mapping.procedure_codes(a_concept("http://www.ama-assn.org/go/cpt", "99213", "visit")) == ["99213"]


@pytest.mark.parametrize(
    ("encounter", "reason"),
    [
        (Encounter(status="planned", period=Period("2025-01-01")), "status planned"),
        (Encounter(status="finished"), "no day"),
    ],
)
def test_what_was_no_visit_is_said(encounter, reason):
    with pytest.raises(Unusable, match=reason):
        mapping.visited_on(encounter)


def test_the_patient_is_the_subscriber_unless_another_is_named():
    self_ = Coverage(beneficiary=Reference("Patient/1"), subscriber=Reference("Patient/1"))
    other = Coverage(beneficiary=Reference("Patient/1"), subscriber=Reference("Patient/2"))
    child = Coverage(relationship=a_concept("", "child"))
    assert [mapping.relationship(each) for each in (self_, other, child)] == ["18", "G8", "19"]


def test_states_by_name_or_code():
    assert len(CODES) == 56
    assert [state_code(text) for text in ("Massachusetts", "ma", " New Hampshire ", "Ontario")] == [
        "MA",
        "MA",
        "NH",
        "",
    ]


def test_a_practitioner_without_an_npi_is_kept():
    practitioner = Practitioner(name=(HumanName(family="Marsh"),))
    assert mapping.clinician_details(practitioner, None, "d1").npi == ""
