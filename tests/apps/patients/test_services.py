"""Registering patients and putting their plans in order."""

from datetime import date

import pytest
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import an_actor, the_payer

from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.patients import services
from cleanclaim.apps.patients.errors import CoverageRankTaken
from cleanclaim.apps.patients.services import CoverageDetails, GuarantorDetails, PatientDetails
from cleanclaim.apps.practices.errors import NotAllowedNow, NotPermitted

GRACE = PatientDetails(first_name="Grace", last_name="Lindqvist", birth_date=date(1959, 3, 2), sex="F")


def plan(rank=1, first=date(2026, 1, 1), last=None, kind="commercial"):
    return CoverageDetails(
        payer=the_payer(kind), rank=rank, member_id="MBP220418", effective_from=first, effective_to=last
    )


def test_a_new_patient_gets_the_next_record_number(by):
    first, second = (services.patient_register(details=GRACE, by=by) for _ in range(2))
    assert (first.mrn, second.mrn) == ("M000001", "M000002")


def test_registering_is_recorded_on_the_patient(by):
    patient = services.patient_register(details=GRACE, by=by)
    assert ActivityEntry.objects.get(patient_id=patient.pk).words == "Registered Grace Lindqvist"


def test_a_change_records_which_fields_and_not_their_contents(by):
    patient = services.patient_register(details=GRACE, by=by)
    changed = PatientDetails(first_name="Grace", last_name="Osei", birth_date=GRACE.birth_date, sex="F")
    services.patient_update(patient=patient, details=changed, by=by)
    assert ActivityEntry.objects.get(what="patient_update").words == "Changed last name of Grace Osei"


def test_a_coder_registers_nobody(practice, by):
    with pytest.raises(NotPermitted):
        services.patient_register(details=GRACE, by=an_actor(practice, "coder"))


def test_two_plans_do_not_have_the_same_place_on_a_day(by):
    patient = a_patient(covered=False)
    services.coverage_add(patient=patient, details=plan(first=date(2026, 1, 1)), by=by)
    with pytest.raises(CoverageRankTaken, match="Primary is taken by Meridian Blue from 2026-01-01"):
        services.coverage_add(patient=patient, details=plan(first=date(2026, 7, 1), kind="medicaid"), by=by)


def test_a_plan_may_follow_one_that_has_ended(by):
    patient = a_patient(covered=False)
    services.coverage_add(patient=patient, details=plan(last=date(2026, 6, 30)), by=by)
    services.coverage_add(patient=patient, details=plan(first=date(2026, 7, 1), kind="medicaid"), by=by)
    assert patient.coverages.count() == 2


def test_three_plans_stand_in_their_order(by):
    patient = a_patient(covered=False)
    for rank, kind in ((2, "medicaid"), (1, "medicare"), (3, "commercial")):
        services.coverage_add(patient=patient, details=plan(rank=rank, kind=kind), by=by)
    assert [row.payer.kind for row in patient.coverages.all()] == ["medicare", "medicaid", "commercial"]


def test_a_plan_does_not_end_before_it_began(by):
    coverage = a_coverage(patient=a_patient(covered=False), effective_from=date(2026, 1, 1))
    with pytest.raises(NotAllowedNow, match="began on 2026-01-01"):
        services.coverage_end(coverage=coverage, last_day=date(2025, 6, 1), by=by)


def test_the_guarantor_may_be_the_patient_again(by):
    patient = a_patient()
    services.guarantor_set(patient=patient, details=GuarantorDetails(first_name="Ed", last_name="Whitaker"), by=by)
    services.guarantor_set(patient=patient, details=None, by=by)
    assert patient.guarantor is None
