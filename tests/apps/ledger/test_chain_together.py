"""Several who post at once: every posting is linked once, the chain has no gap and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.builders.patients import a_patient
from tests.builders.practices import a_practice

from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.models import JournalLink
from cleanclaim.apps.ledger.services import receipt_take
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor, acting_as, system_actor

PEOPLE, RECEIPTS = 4, 6


@pytest.mark.django_db(transaction=True)
def test_postings_at_the_same_time_stand_one_after_the_other():
    with acting_as(system_actor(a_practice())) as by:
        patients = [a_patient() for _ in range(PEOPLE)]
        with ThreadPoolExecutor(PEOPLE) as desks:
            list(desks.map(lambda patient: takes_money(patient, by), patients))
        positions = JournalLink.objects.order_by("position").values_list("position", flat=True)
        assert list(positions) == list(range(1, PEOPLE * RECEIPTS + 1))
        assert ledger_faults() == []


def takes_money(patient: Patient, by: Actor) -> None:
    with acting_as(by):
        for _ in range(RECEIPTS):
            receipt_take(patient=patient, amount=10_00, method="card", purpose="balance", by=by)
    connection.close()
