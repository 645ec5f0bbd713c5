"""A rejection is sent again as an original, an answer is replaced or voided, the rest goes to the next payer."""

from datetime import date

import pytest
from tests.builders.claims import a_charged_encounter, a_claim
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import an_actor, the_payer
from tests.builders.pyx12_judge import pyx12_faults

from cleanclaim import clock
from cleanclaim.apps.claims import services
from cleanclaim.apps.claims.errors import ReplacementNotTaken
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.core.claim import Adjustment
from cleanclaim.core.remittance.value import ClaimPayment, ServicePayment

PAID_ON = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def after_the_answer():
    with clock.at(PAID_ON):
        yield


def test_a_rejected_claim_goes_out_as_an_original_under_its_own_number(by):
    claim = a_claim(state="payer_rejected", was_clean_at_first=True)
    claim.coverage.member_id = "RIGHT1"
    claim.coverage.save()
    services.claim_correct(claim=claim, by=by)
    value = unpack(claim)
    assert (claim.state, value.frequency, value.control_number) == ("ready", "1", claim.control_number)
    assert value.subscriber.member_id == "RIGHT1"


def test_a_replacement_names_the_claim_it_replaces(by):
    old = a_claim(state="adjudicated_denied", payer_claim_control_number="ICN77")
    new = services.claim_replace(claim=old, by=by)
    assert (unpack(new).frequency, unpack(new).payer_claim_control_number) == ("7", "ICN77")
    assert (new.corrects, old.state, new.state) == (old, "replaced", "draft")


def test_a_replacement_has_the_payer_s_limit_for_corrections(by):
    old = a_claim(state="adjudicated_denied", payer_claim_control_number="ICN77")
    new = services.claim_replace(claim=old, by=by)
    assert (new.filing_deadline - PAID_ON).days == old.payer.corrected_claim_days


def test_without_the_payer_s_number_nothing_is_replaced(by):
    with pytest.raises(ReplacementNotTaken, match="no number to replace yet"):
        services.claim_replace(claim=a_claim(state="adjudicated_denied"), by=by)


def test_a_payer_that_takes_no_replacements_is_asked_to_reopen(by):
    old = a_claim(state="adjudicated_denied", payer_claim_control_number="ICN77")
    old.payer.takes_replacements = False
    with pytest.raises(ReplacementNotTaken, match="ask it to reopen"):
        services.claim_replace(claim=old, by=by)


def test_a_claim_on_its_way_is_not_replaced(by):
    with pytest.raises(NotAllowedNow, match="cannot take replace"):
        services.claim_replace(claim=a_claim(state="sent", payer_claim_control_number="ICN77"), by=by)


def test_a_denial_specialist_replaces(practice, by):
    old = a_claim(state="adjudicated_denied", payer_claim_control_number="ICN77")
    assert services.claim_replace(claim=old, by=an_actor(practice, "denial_specialist")).frequency == "7"


def test_a_void_sends_the_same_content_as_frequency_8(by):
    old = a_claim(state="adjudicated_paid", payer_claim_control_number="ICN77")
    new = services.claim_void(claim=old, why="Wrong patient", by=by)
    value = unpack(new)
    assert (value.frequency, value.payer_claim_control_number, value.total_charge) == ("8", "ICN77", old.charge)
    assert old.state == "void_requested"


def two_plans():
    patient = a_patient()
    a_coverage(patient=patient, payer=the_payer("medicaid"), rank=2)
    return a_charged_encounter(patient=patient)


def an_answer(claim):
    numbers = [line.control_number for line in claim.lines.all()]
    obligation, share = Adjustment("CO", "45", 7_200), Adjustment("PR", "2", 3_360)
    visit = ServicePayment(
        charge=24_000, paid=13_440, procedure="99214", line_control_number=numbers[0], adjustments=(obligation, share)
    )
    panel = ServicePayment(
        charge=4_500, paid=3_150, procedure="80053", line_control_number=numbers[1],
        adjustments=(Adjustment("CO", "45", 1_350),),
    )  # fmt: skip
    return ClaimPayment(
        patient_control_number=claim.control_number, status="1", charge=28_500, paid=16_590,
        payer_claim_control_number="ICN77", lines=(visit, panel),
    )  # fmt: skip


def to_the_next(claim, by):
    return services.claim_next_payer(claim=claim, payment=an_answer(claim), adjudicated_on=PAID_ON, by=by)


def test_the_next_payer_is_told_what_the_first_one_answered(by):
    first = a_claim(encounter=two_plans(), state="adjudicated_paid")
    second = to_the_next(first, by)
    value = unpack(second)
    [other] = value.other_coverages
    assert (second.payer.name, second.sequence, first.state) == ("State Medicaid", "S", "forwarded_next_payer")
    assert (other.payer.name, other.paid, other.payer_claim_control_number) == ("Meridian Blue", 16_590, "ICN77")
    assert [line.other_payers[0].paid for line in value.lines] == [13_440, 3_150]


def test_a_secondary_claim_passes_the_validator(by):
    second = to_the_next(a_claim(encounter=two_plans(), state="adjudicated_paid"), by)
    assert second.state == "ready"
    batch = services.batch_seal(claims=[second], receiver_id="SIMULATOR", is_test=True, by=by)
    assert pyx12_faults(bytes(batch.content)) == []


def test_a_rebuilt_secondary_claim_keeps_the_first_answer(by):
    second = to_the_next(a_claim(encounter=two_plans(), state="adjudicated_paid"), by)
    services.claim_rebuild(claim=second, by=by)
    assert unpack(second).other_coverages[0].paid == 16_590
    assert unpack(second).lines[0].other_payers[0].paid == 13_440


def test_with_one_plan_there_is_no_next_payer(by):
    assert to_the_next(a_claim(state="adjudicated_paid"), by) is None


def test_an_acknowledgment_keeps_the_payer_s_number(by):
    claim = a_claim(state="sent")
    services.claim_acknowledge(
        claim=claim, event="payer_277ca_accept", words="Accepted", payer_claim_control_number="ICN1", by=by
    )
    assert (claim.state, claim.payer_claim_control_number) == ("payer_accepted", "ICN1")
