"""What a signed visit is charged, and how a posted charge is corrected."""

from datetime import date

import pytest
from tests.builders.encounters import SERVICE_DAY, a_signed_encounter, an_encounter
from tests.builders.patients import a_coverage, a_patient
from tests.builders.practices import an_actor, the_payer

from cleanclaim.apps.charges import services
from cleanclaim.apps.charges.errors import FeeMissing, NotSigned
from cleanclaim.apps.charges.models import Charge
from cleanclaim.apps.ledger.models import ChargeLine, JournalTransaction
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.apps.practices.models import Fee, FeeSchedule
from cleanclaim.apps.worklist.models import WorkItem


def test_a_charge_is_the_fee_times_the_units(by):
    encounter = a_signed_encounter(services=[("J3301", "", "1", "4")])
    assert [charge.amount for charge in services.charges_draft(encounter=encounter, by=by)] == [2_400]


def test_the_fee_is_the_one_of_the_day_of_service(by):
    later = FeeSchedule.objects.create(name="Next year", effective_from=date(2027, 1, 1))
    Fee.objects.create(schedule=later, procedure="99214", amount=99_900)
    encounter = a_signed_encounter(services=[("99214", "", "1")])
    assert services.charges_draft(encounter=encounter, by=by)[0].amount == 24_000


def test_a_modifier_s_own_fee_comes_first(by):
    schedule = FeeSchedule.objects.get()
    Fee.objects.create(schedule=schedule, procedure="93000", modifier="26", amount=2_500)
    encounter = a_signed_encounter(services=[("93000", "26", "1")])
    assert services.charges_draft(encounter=encounter, by=by)[0].amount == 2_500


def test_a_service_without_a_fee_becomes_work_and_nothing_is_posted(by):
    encounter = a_signed_encounter(services=[("99214", "", "1"), ("99499", "", "1")])
    services.charges_draft(encounter=encounter, by=by)
    assert WorkItem.objects.get().title == "No fee for 99499"
    with pytest.raises(FeeMissing, match="no fee for 99499 on 2026-09-14"):
        services.charges_post(encounter=encounter, by=by)
    assert not ChargeLine.objects.exists()


def test_there_are_no_charges_before_the_signature(by):
    with pytest.raises(NotSigned):
        services.charges_post(encounter=an_encounter(), by=by)


def test_posting_moves_the_encounter_and_owes_the_plans_in_order(by):
    patient = a_patient()
    second = a_coverage(patient=patient, payer=the_payer("medicaid"), rank=2)
    encounter = a_signed_encounter(patient=patient)
    services.charges_post(encounter=encounter, by=by)
    encounter.refresh_from_db()
    first = patient.coverages.get(rank=1)
    assert encounter.state == "charges_posted"
    assert ChargeLine.objects.earliest("pk").payers == [first.party, second.party]


def test_a_plan_that_had_ended_owes_nothing(by):
    patient = a_patient(covered=False)
    a_coverage(patient=patient, effective_to=date(2026, 8, 31))
    services.charges_post(encounter=a_signed_encounter(patient=patient, service_on=SERVICE_DAY), by=by)
    assert ChargeLine.objects.earliest("pk").payers == []


def test_posting_twice_posts_once(by):
    encounter = a_signed_encounter()
    first = services.charges_post(encounter=encounter, by=by)
    assert services.charges_post(encounter=encounter, by=by) == first
    assert ChargeLine.objects.count() == len(first) == 2


def test_a_corrected_code_is_a_void_and_a_new_line(by):
    encounter = a_signed_encounter()
    services.charges_post(encounter=encounter, by=by)
    encounter.refresh_from_db()
    encounter.services.filter(procedure="99214").update(procedure="99213")
    charges = services.charges_correct(encounter=encounter, why="Level not supported by the note", by=by)
    assert [charge.procedure for charge in charges] == ["99213", "80053"]
    assert charges[0].line.replaces.procedure == "99214"
    assert charges[0].line.replaces.voided_at is not None


def test_a_corrected_pointer_leaves_the_books_alone(by):
    encounter = a_signed_encounter()
    services.charges_post(encounter=encounter, by=by)
    encounter.refresh_from_db()
    posted = JournalTransaction.objects.count()
    encounter.services.filter(procedure="80053").update(pointers="2")
    services.charges_correct(encounter=encounter, why="The panel is for the hypertension", by=by)
    assert Charge.objects.get(procedure="80053").pointers == "2"
    assert JournalTransaction.objects.count() == posted


def test_the_front_desk_posts_no_charges(practice, by):
    with pytest.raises(NotPermitted):
        services.charges_post(encounter=a_signed_encounter(), by=an_actor(practice, "front_desk"))
