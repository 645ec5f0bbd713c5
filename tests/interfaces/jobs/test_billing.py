"""A signed visit becomes posted charges and a checked claim in one act."""

from datetime import date

import pytest
from tests.builders.encounters import a_signed_encounter
from tests.builders.patients import a_patient
from tests.builders.practices import a_practice

from cleanclaim import clock
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.encounters.models import Encounter
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.practices.acting import acting_as, system_actor
from cleanclaim.interfaces.jobs.billing import encounter_bill


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
    with django_assert_max_num_queries(52):
        encounter_bill(encounter=encounter, by=by)


def test_the_books_are_sound_afterwards(by):
    encounter_bill(encounter=a_signed_encounter(), by=by)
    assert ledger_faults() == []
