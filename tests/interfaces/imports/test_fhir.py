"""A small bundle of our own, then the bundles of others."""

from pathlib import Path

import pytest

from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.patients.models import Coverage, Patient
from cleanclaim.apps.practices.models import Clinician
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.interfaces.fhir.bundle import Bundle, files_of, read_bundles
from cleanclaim.interfaces.imports.fhir import FhirImport
from cleanclaim.interfaces.imports.report import Report

TWO_VISITS = Path(__file__).parents[1] / "fhir" / "files" / "two_visits.json"


def taken(by, *paths: Path) -> Report:
    """What importing the files reports."""
    report = Report()
    taking = FhirImport(by, report)
    for bundle in read_bundles(paths, lambda _: None):
        assert isinstance(bundle, Bundle)
        taking.take(bundle)
    return report


def test_a_patient_comes_with_coverage_and_visits(by):
    report = taken(by, TWO_VISITS)
    patient = Patient.objects.get(last_name="Quill")
    coverage = Coverage.objects.get(patient=patient)
    assert (patient.mrn, patient.external_id) == ("70311", "p1")
    assert (coverage.payer.payer_id, coverage.payer.filing_code, coverage.member_id) == ("MEDEW", "MC", "AB123")
    assert report.added["patient"] == report.added["coverage"] == 1
    assert report.added["encounter"] == 2


def test_coded_visits_wait_for_a_signature_with_their_codes_in_order(by):
    taken(by, TWO_VISITS)
    visit = Encounter.objects.get(external_id="e1")
    service = visit.services.get()
    assert [row.code for row in visit.diagnoses.all()] == ["E11.65", "I10"]
    assert (service.procedure, service.pointers) == ("99213", "2")
    assert WorkItem.objects.get(subject=f"encounter:{visit.pk}").kind == "encounter_unsigned"


def test_what_has_no_billable_code_is_a_coder_s_work_not_a_guess(by):
    taken(by, TWO_VISITS)
    visit = Encounter.objects.get(external_id="e2")
    item = WorkItem.objects.get(subject=f"encounter:{visit.pk}")
    assert not visit.diagnoses.exists()
    assert not visit.services.exists()
    assert (item.kind, item.role) == ("coding", "coder")
    assert "No ICD-10-CM diagnosis and no CPT or HCPCS service" in item.reason
    assert "Viral sinusitis" in item.reason
    assert visit.assessment == "Viral sinusitis"
    assert visit.place_of_service == "23"


def test_what_is_left_out_says_why(by):
    report = taken(by, TWO_VISITS)
    assert report.left_out["Patient", "no whole birth date"] == 1
    assert report.left_out["Encounter", "status cancelled: not a visit that took place"] == 1
    assert report.left_out["Encounter", "its patient was left out"] == 1
    assert report.left_out["Observation", "billing does not use it"] == 1
    assert ["entry 16" in each for each in report.unreadable] == [True]
    assert Clinician.objects.get(external_id="d1").npi == "9999993970"
    assert ("clinician", "the NPI fails its check digit: kept as given, claims will be held") in report.notes


def test_a_second_time_changes_nothing(by):
    taken(by, TWO_VISITS)
    rows = (Patient, Coverage, Encounter, WorkItem, Clinician)
    before = [model.objects.count() for model in rows]
    again = taken(by, TWO_VISITS)
    assert +again.added == {}
    assert (again.known["patient"], again.known["coverage"], again.known["encounter"]) == (1, 1, 2)
    assert [model.objects.count() for model in rows] == before


@pytest.mark.corpus
def test_bundles_of_other_software_are_taken_once(by, shared_data):
    files = files_of(shared_data)
    first = taken(by, *files)
    again = taken(by, *files)
    assert first.added["patient"] == Patient.objects.exclude(external_id="").count() == 100
    assert first.added["encounter"] == first.added["coding work item"] == Encounter.objects.count() > 4600
    assert first.unreadable == again.unreadable == []
    assert +again.added == {}
