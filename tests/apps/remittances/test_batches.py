"""A long 835 is posted some claims at a time, and nobody can tell from the books."""

import gc
import sys

import pytest
from bench.sent import claims_sent, remittance_of
from tests.builders.payments import a_billed_claim, an_answer, from_payer, paid_in_full, received, reversed_answer

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.exchange.services import file_receive
from cleanclaim.apps.ledger.models import JournalTransaction
from cleanclaim.apps.remittances import batches
from cleanclaim.apps.remittances.models import RemittanceClaim
from cleanclaim.apps.remittances.posting import claims_post
from cleanclaim.apps.remittances.services import receiving, remittance_receive
from cleanclaim.apps.worklist.models import WorkItem


@pytest.fixture(autouse=True)
def two_at_a_time(monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 2)


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


def test_units_are_posted_whole_and_no_more_of_them_at_once_than_needed(by, posted_at_once):
    claims = [a_billed_claim() for _ in range(3)]
    first = [an_answer(claim, {"paid": 100_00, "CO-45": 140_00}, {"paid": 45_00}) for claim in claims]
    received(from_payer(claims[0].payer, *first))
    again = [an_answer(claim, {"paid": 168_00, "CO-45": 72_00}, {"paid": 45_00}) for claim in claims]
    received(from_payer(claims[0].payer, *map(reversed_answer, first), *again))
    assert posted_at_once == [2, 1, 2, 2, 2]
    assert JournalTransaction.objects.filter(kind="reversal_and_correction").count() == 3


def test_an_answer_by_the_payers_number_belongs_to_the_unit_of_our_number(by, posted_at_once):
    claims = [a_billed_claim() for _ in range(3)]
    first = an_answer(claims[0], {"paid": 100_00, "CO-45": 140_00}, {"paid": 45_00})
    received(from_payer(claims[0].payer, first))
    again = an_answer(claims[0], {"paid": 168_00, "CO-45": 72_00}, {"paid": 45_00}, patient_control_number="GONE")
    others = [paid_in_full(claim) for claim in claims[1:]]
    received(from_payer(claims[0].payer, reversed_answer(first), *others, again))
    assert posted_at_once == [1, 2, 2]
    assert JournalTransaction.objects.filter(kind="reversal_and_correction").count() == 1


def test_memory_does_not_grow_with_the_claims_of_a_remittance(by, monkeypatch):
    """Blocks of memory in use whenever a batch comes to be posted: none of them is a claim's of a batch before."""
    content = remittance_of(claims_sent(range(120)), "EFT1")
    monkeypatch.setattr(batches, "BATCH", 10)
    in_use = []
    monkeypatch.setattr(receiving, "claims_post", lambda *a, **b: in_use.append(blocks()) or claims_post(*a, **b))
    file = file_receive(name="long.x12", content=content, partner=None, by=by).file
    remittance_receive(file=file, by=by)
    assert len(in_use) == 12
    assert (in_use[-1] - in_use[5]) / 60 < 5, in_use


def blocks() -> int:
    gc.collect()
    return sys.getallocatedblocks()


@pytest.fixture
def posted_at_once(monkeypatch) -> list[int]:
    """How many claims each batch had."""
    sizes: list[int] = []

    def told(claims, *rest, **more):
        sizes.append(len(claims))
        return claims_post(claims, *rest, **more)

    monkeypatch.setattr(receiving, "claims_post", told)
    return sizes
