"""A long 835 is posted some claims at a time, and nobody can tell from the books."""

import pytest
from tests.builders.payments import a_billed_claim, an_answer, from_payer, paid_in_full, received, reversed_answer

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.ledger.models import JournalTransaction
from cleanclaim.apps.remittances import matching
from cleanclaim.apps.remittances.models import RemittanceClaim
from cleanclaim.apps.worklist.models import WorkItem


@pytest.fixture(autouse=True)
def two_at_a_time(monkeypatch):
    monkeypatch.setattr(matching, "BATCH", 2)


def test_every_claim_of_a_long_remittance_is_posted_once(by):
    claims = [a_billed_claim() for _ in range(5)]
    received(from_payer(claims[0].payer, *(paid_in_full(claim) for claim in claims)))
    assert list(RemittanceClaim.objects.values_list("index", "claim")) == [(n, c.pk) for n, c in enumerate(claims, 1)]
    assert set(Claim.objects.values_list("state", flat=True)) == {"adjudicated_paid"}


def test_a_reversal_and_its_correction_far_apart_are_one_posting(by):
    claims = [a_billed_claim() for _ in range(4)]
    first = an_answer(claims[0], {"paid": 100_00, "CO-45": 140_00}, {"paid": 45_00})
    received(from_payer(claims[0].payer, first))
    again = an_answer(claims[0], {"paid": 168_00, "CO-45": 72_00}, {"paid": 45_00})
    others = [paid_in_full(claim) for claim in claims[1:]]
    received(from_payer(claims[0].payer, reversed_answer(first), *others, again))
    assert JournalTransaction.objects.filter(kind="reversal_and_correction").count() == 1
    assert not WorkItem.objects.filter(kind="reversal_without_correction", closed_at=None).exists()
