"""A line allowed below its contract is kept with its arithmetic and sent to the payer with the others."""

import pytest
from tests.builders.payments import a_billed_claim, an_answer, from_payer, paid_in_full, received
from tests.builders.practices import an_actor

from cleanclaim.apps.remittances.errors import NothingToDispute
from cleanclaim.apps.remittances.models import Underpayment
from cleanclaim.apps.remittances.services import dispute_open
from cleanclaim.apps.worklist.models import WorkItem


def underpaid(by_cents=20_00):
    claim = a_billed_claim()
    received(from_payer(claim.payer, an_answer(claim, {"paid": 168_00 - by_cents}, {"paid": 31_50})))
    return claim


def test_what_is_missing_is_kept_with_its_arithmetic_and_is_work(by):
    underpaid()
    found = Underpayment.objects.get()
    assert (found.expected, found.allowed, found.amount) == (168_00, 148_00, 20_00)
    assert "$20.00 is missing" in found.arithmetic
    assert WorkItem.objects.filter(kind="underpayment", closed_at=None).count() == 1


@pytest.mark.parametrize("pay", [paid_in_full, lambda claim: an_answer(claim, {"paid": 164_00}, {"paid": 31_50})])
def test_at_the_contract_or_a_few_dollars_below_there_is_nothing_to_dispute(by, pay):
    claim = a_billed_claim()
    received(from_payer(claim.payer, pay(claim)))
    assert not Underpayment.objects.exists()
    with pytest.raises(NothingToDispute):
        dispute_open(payer=claim.payer, by=by)


def test_one_dispute_takes_all_lines_of_a_payer_and_none_twice(by, practice, browsing_as):
    claims = [underpaid(), underpaid(30_00)]
    client = browsing_as(an_actor(practice, "denial_specialist"))
    assert "$50.00" in client.get("/remittances/underpayments/").content.decode()
    letter = client.post(f"/remittances/underpayments/{claims[0].payer_id}/dispute/").url
    assert "$50.00" in client.get(letter).content.decode()
    lines = client.get(f"{letter}csv/").content.decode().splitlines()
    assert (len(lines), lines[1].split(",")[-1]) == (3, "30.00")
    with pytest.raises(NothingToDispute):
        dispute_open(payer=claims[0].payer, by=by)
