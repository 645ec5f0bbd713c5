"""A posted visit becomes a claim value, and an unsent one follows the record."""

from datetime import date

import pytest
from tests.builders.claims import a_charged_encounter, a_claim
from tests.builders.encounters import a_signed_encounter
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import an_actor, the_payer

from cleanclaim.apps.claims import services
from cleanclaim.apps.claims.errors import ClaimSent, NotBillable
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.apps.practices.models import Location


def value_of(**given):
    return unpack(a_claim(encounter=a_charged_encounter(**given)))


def test_the_claim_names_who_was_seen_by_whom_and_who_pays(by):
    value = value_of()
    assert (value.subscriber.last_name, value.rendering.name, value.payer.name) == (
        "Whitaker", "Raman", "Meridian Blue",
    )  # fmt: skip
    assert value.patient is None


def test_lines_carry_charge_pointers_and_a_number_that_comes_back(by):
    claim = a_claim()
    line = unpack(claim).lines[0]
    assert (line.procedure, line.charge, line.pointers, line.units) == ("99214", 24_000, (1, 2), "1")
    assert line.control_number == claim.lines.first().control_number == f"{claim.control_number}-1"


def test_control_numbers_fit_and_never_repeat(practice, by):
    numbers = {a_claim().control_number for _ in range(3)}
    assert len(numbers) == 3
    assert all(len(number) <= 20 and number.startswith(f"C{practice.pk}-") for number in numbers)


def test_a_child_s_claim_names_the_parent_as_subscriber(by):
    child = a_patient(covered=False, first_name="Leo", birth_date=date(2018, 2, 1))
    a_coverage(
        patient=child, relationship="19", subscriber_first_name="Mara", subscriber_last_name="Whitaker",
        subscriber_birth_date=date(1988, 5, 5), subscriber_sex="F",
    )  # fmt: skip
    value = value_of(patient=child)
    assert (value.subscriber.first_name, value.patient.first_name, value.relationship) == ("Mara", "Leo", "19")
    assert value.patient.member_id == ""


def test_names_lose_the_accents_the_format_cannot_carry(by):
    assert value_of(patient=a_patient(first_name="José", last_name="Núñez")).subscriber.last_name == "Nunez"


def test_a_visit_elsewhere_names_the_facility(by):
    assert value_of().facility is None
    harbor = Location.objects.get(name="Harbor Road")
    assert value_of(location=harbor).facility.address.line1 == "2 Harbor Road"


def test_a_second_plan_stands_on_the_first_plan_s_claim(by):
    patient = a_patient()
    a_coverage(patient=patient, payer=the_payer("medicaid"), rank=2)
    other = value_of(patient=patient).other_coverages
    assert [(each.payer.name, each.sequence, each.paid) for each in other] == [("State Medicaid", "S", None)]


def test_the_filing_limit_counts_from_the_day_of_service(by):
    claim = a_claim()
    assert (claim.filing_deadline - claim.service_from).days == claim.payer.timely_filing_days == 180


def test_an_uninsured_visit_makes_no_claim(by):
    encounter = a_charged_encounter(patient=a_patient(covered=False))
    assert services.claim_build(encounter=encounter, by=by) is None


def test_a_visit_without_posted_charges_is_not_billable(by):
    with pytest.raises(NotBillable, match="post them first"):
        services.claim_build(encounter=a_signed_encounter(), by=by)


def test_drafting_twice_drafts_once(by):
    claim = a_claim()
    assert services.claim_build(encounter=claim.encounter, by=by) == claim


def test_a_rebuilt_claim_follows_the_record(by):
    claim = a_claim()
    claim.coverage.member_id = "NEW123"
    claim.coverage.save()
    services.claim_rebuild(claim=claim, by=by)
    assert unpack(claim).subscriber.member_id == "NEW123"


def test_a_sent_claim_stays_as_it_was_sent_whatever_happens_to_the_patient(by):
    claim = a_claim(state="sent")
    claim.patient.last_name = "Hale"
    claim.patient.save()
    with pytest.raises(ClaimSent, match="was sent and is not edited"):
        services.claim_rebuild(claim=claim, by=by)
    assert unpack(claim).subscriber.last_name == "Whitaker"


def test_the_front_desk_drafts_no_claims(practice, by):
    encounter = a_charged_encounter()
    with pytest.raises(NotPermitted):
        services.claim_build(encounter=encounter, by=an_actor(practice, "front_desk"))
