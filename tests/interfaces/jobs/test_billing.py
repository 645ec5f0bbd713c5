"""A signed visit becomes posted charges and a checked claim in one act."""

from datetime import date

import pytest
from tests.builders.encounters import a_signed_encounter
from tests.builders.patients import a_patient
from tests.builders.practices import a_practice, a_user

from cleanclaim import clock
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.encounters.coding import Codes, Performed
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.encounters.services import encounter_addend
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.interfaces.jobs.billing import encounter_bill, encounter_correct


@pytest.fixture
def by(db):
    with acting_as(system_actor(a_practice())) as actor, clock.at(date(2026, 9, 20)):
        yield actor


def test_a_signed_visit_becomes_a_ready_claim(by):
    claim = encounter_bill(encounter=a_signed_encounter(), by=by)
    assert (claim.state, claim.charge) == ("ready", 28_500)


def test_billing_twice_bills_once(by):
    encounter = a_signed_encounter()
    first = encounter_bill(encounter=encounter, by=by)
    assert encounter_bill(encounter=Encounter.objects.get(pk=encounter.pk), by=by) == first
    assert (Claim.objects.count(), ChargeLine.objects.count()) == (1, 2)


def test_who_pays_alone_gets_charges_and_no_claim(by):
    assert encounter_bill(encounter=a_signed_encounter(patient=a_patient(covered=False)), by=by) is None
    assert ChargeLine.objects.count() == 2


def test_a_visit_is_billed_with_few_statements(by, django_assert_max_num_queries):
    encounter = a_signed_encounter()
    with django_assert_max_num_queries(54):
        encounter_bill(encounter=encounter, by=by)


def test_the_books_are_sound_afterwards(by):
    encounter_bill(encounter=a_signed_encounter(), by=by)
    assert ledger_faults() == []


CODES = Codes(("E11.65", "I10"), (Performed("99213", ("25",), "1", (1, 2)), Performed("80053")))


def test_corrected_codes_replace_the_charge_and_rebuild_the_unsent_claim(by):
    claim = encounter_bill(encounter=a_signed_encounter(), by=by)
    encounter_correct(encounter=claim.encounter, codes=CODES, why="Level 3 by the note", by=by)
    claim.refresh_from_db()
    assert (claim.state, claim.charge) == ("ready", 21_000)
    assert [line.line.procedure for line in claim.lines.select_related("line")] == ["99213", "80053"]
    assert ledger_faults() == []


def test_an_amended_visit_is_billed_again_once_its_codes_are_reviewed(by):
    encounter = encounter_bill(encounter=a_signed_encounter(signed_by=a_user()), by=by).encounter
    encounter_addend(encounter=encounter, text="The visit took less time.", by=by)
    encounter_correct(encounter=encounter, codes=CODES, why="Reviewed after the addendum", by=by)
    assert encounter.state == "charges_posted"


def test_a_sent_claim_is_left_alone_by_corrected_codes(by):
    claim = encounter_bill(encounter=a_signed_encounter(), by=by)
    Claim.objects.filter(pk=claim.pk).update(state="sent")
    encounter_correct(encounter=claim.encounter, codes=CODES, why="Level 3 by the note", by=by)
    claim.refresh_from_db()
    assert claim.charge == 28_500
