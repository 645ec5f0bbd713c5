"""What the server tells the edits besides the claim: other claims, the payer's answer, the contract, the visit."""

from datetime import date, timedelta

import pytest
from tests.builders.claims import a_charged_encounter, a_claim, a_scrubbed_claim
from tests.builders.eligibility import ACTIVE, INACTIVE, AnsweringPayer, a_check
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import the_location, the_payer

from cleanclaim import clock
from cleanclaim.apps.claims import services
from cleanclaim.apps.claims.known import known_of
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.eligibility.question import question
from cleanclaim.apps.patients.choices import FormKind
from cleanclaim.apps.patients.services import SignedFormDetails, signed_form_add
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.core.benefits import Benefit
from cleanclaim.core.claim import Party
from cleanclaim.core.edits.records import Consent, Notice

DAY = date(2026, 9, 14)


@pytest.fixture(autouse=True)
def soon_after_the_visit():
    with clock.at(date(2026, 9, 20)):
        yield


def known(claim):
    return known_of({claim: unpack(claim)}, codesets=codesets())[claim]


def found(claim):
    return set(claim.findings.values_list("edit", flat=True))


def answered(claim, by, benefits=ACTIVE, verdict="active", **given):
    """The payer's answer of two days before to a question about the claim's plan."""
    with clock.at(DAY - timedelta(days=2)):
        trace_number, asked = question(coverage=claim.coverage, service_on=DAY, by=by)
        content = AnsweringPayer(benefits).ask(claim.payer, asked)
        return a_check(
            coverage=claim.coverage,
            trace_number=trace_number,
            service_on=DAY,
            verdict=verdict,
            response=content,
            **given,
        )


def test_the_same_service_again_is_a_duplicate(by):
    first = a_scrubbed_claim(by)
    again = a_scrubbed_claim(by, patient=first.patient)
    assert (first.state, again.state) == ("ready", "edit_failed")
    assert "DUP001" in found(again)


@pytest.mark.parametrize("state", ["payer_rejected", "voided", "replaced"])
def test_a_claim_that_the_payer_does_not_have_is_no_history(by, state):
    first = a_claim(state=state)
    assert known(a_claim(encounter=a_charged_encounter(patient=first.patient))).history == ()


def test_the_next_payer_of_a_visit_is_told_of_the_same_services(by):
    patient = a_patient()
    a_coverage(patient=patient, payer=the_payer("medicare"), rank=2, member_id="1EG4TE5MK73")
    first = a_scrubbed_claim(by, patient=patient)
    second = services.claim_build(encounter=first.encounter, coverage=patient.coverages.last(), by=by)
    assert known(second).history == ()


def test_who_was_seen_two_years_ago_is_not_new(by):
    patient = a_patient()
    a_claim(encounter=a_charged_encounter(patient=patient, service_on=date(2024, 9, 20)), state="closed")
    new = a_scrubbed_claim(by, patient=patient, services=[("99203", "", "1")])
    assert "LIN021" in found(new)


def test_who_was_seen_four_years_ago_is_new(by):
    patient = a_patient()
    a_claim(encounter=a_charged_encounter(patient=patient, service_on=date(2022, 9, 1)), state="closed")
    new = a_scrubbed_claim(by, patient=patient, services=[("99203", "", "1")])
    assert "LIN021" not in found(new)


def test_history_says_what_was_sent_and_whether_it_was_answered(by):
    first = a_claim(state="payer_accepted", first_sent_at=clock.now())
    past = known(a_claim(encounter=a_charged_encounter(patient=first.patient))).history
    assert [(row.procedure, row.sent_on, row.is_answered) for row in past] == [
        ("99214", date(2026, 9, 20), False),
        ("80053", date(2026, 9, 20), False),
    ]


def test_a_plan_that_nobody_asked_about_is_not_known(by):
    assert known(a_claim()).coverage is None


def test_the_last_answer_says_when_and_of_whom(by):
    claim = a_claim()
    answered(claim, by)
    coverage = known(claim).coverage
    assert (coverage.verified_on, coverage.last_name, coverage.first_name) == (date(2026, 9, 12), "Whitaker", "June")


def test_a_plan_that_ended_holds_the_claim(by):
    claim = a_claim()
    answered(claim, by, INACTIVE, "inactive")
    services.claim_scrub(claim=claim, by=by)
    assert "SUB005" in found(claim)


def test_an_answer_that_says_neither_leaves_the_last_one(by):
    claim = a_claim()
    answered(claim, by)
    a_check(coverage=claim.coverage, verdict="", response=None)
    assert known(claim).coverage.verified_on == date(2026, 9, 12)


def test_a_medicare_patient_in_an_advantage_plan_is_held(by):
    patient = a_patient(covered=False)
    a_coverage(patient=patient, payer=the_payer("medicare"), member_id="1EG4TE5MK73")
    claim = a_claim(encounter=a_charged_encounter(patient=patient))
    plan = Benefit(
        code="R", service_types=("30",), insurance_type="HN", dates=(("290", "20260101"),), entity=Party(name="SUN HMO")
    )
    answered(claim, by, (*ACTIVE, plan))
    services.claim_scrub(claim=claim, by=by)
    assert "SUB008" in found(claim)


def test_contracts_say_what_they_allow_for_the_procedures_of_the_claim(by):
    assert set(known(a_claim()).allowed) == {"99214", "80053"}


def test_a_certificate_needs_its_kind(by):
    place = the_location()
    claim = a_claim(encounter=a_charged_encounter(location=place))
    assert known(claim).certificates is None
    place.clia, place.clia_kind = "33D0123456", "waiver"
    place.save()
    claim.refresh_from_db()
    assert [row.type for row in known(claim).certificates] == ["waiver"]


def test_the_visit_says_its_note_and_what_it_has_no_place_for(by):
    visit = known(a_claim()).visit
    assert "Sugars at home" in visit.note
    assert "minutes" in visit.unwritten


def test_a_replacement_knows_the_claim_it_replaces(by):
    old = a_claim(state="adjudicated_paid", payer_claim_control_number="ICN1")
    new = services.claim_replace(claim=old, by=by)
    original = known(new).original
    assert (original.is_accepted, original.procedures) == (True, ("99214", "80053"))


def test_many_claims_cost_as_many_questions_as_one(by, django_assert_num_queries):
    claims = [a_scrubbed_claim(by, patient=a_patient()) for _ in range(5)]
    values = {claim: unpack(claim) for claim in claims}
    with django_assert_num_queries(5):
        known_of(values, codesets=codesets())


def test_forms_that_the_patient_signed_are_known(by):
    claim = a_claim()
    assert (known(claim).notices, known(claim).consents) == ((), ())
    notice = SignedFormDetails(kind=FormKind.NOTICE, signed_on=DAY, option=2, procedure="99213")
    consent = SignedFormDetails(kind=FormKind.CONSENT, signed_on=DAY, is_early_allowed=True)
    for details in (notice, consent):
        signed_form_add(patient=claim.patient, details=details, by=by)
    assert known(claim).notices == (Notice(DAY, 2, "99213"),)
    assert known(claim).consents == (Consent(DAY, is_early_allowed=True),)
    assert known(a_claim()).notices == ()


@pytest.mark.parametrize(("signed_on", "is_found"), [(None, True), (DAY, False), (DAY + timedelta(days=1), True)])
def test_ga_needs_a_notice_signed_by_the_day_of_service(by, signed_on, is_found):
    patient = a_patient(covered=False)
    a_coverage(patient=patient, payer=the_payer("medicare"), member_id="1EG4TE5MK73")
    if signed_on:
        details = SignedFormDetails(kind=FormKind.NOTICE, signed_on=signed_on)
        signed_form_add(patient=patient, details=details, by=by)
    claim = a_scrubbed_claim(by, patient=patient, services=(("99214", "GA", "1"),))
    assert ("ABN001" in found(claim)) is is_found
