"""Held answers: a person says which claim is meant, and only then the money is posted."""

from datetime import date

import pytest
from msgspec.structs import replace
from tests.builders.payments import a_billed_claim, from_payer, paid_in_full, received
from tests.builders.practices import an_actor

from cleanclaim.apps.ledger.models import Balance
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.apps.remittances.choices import Disposition, MatchedBy
from cleanclaim.apps.remittances.errors import NotHeld
from cleanclaim.apps.remittances.matching import claims_like
from cleanclaim.apps.remittances.models import RemittanceClaim
from cleanclaim.apps.remittances.services import deposit_record, remittance_claim_match
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.core.claim.value import Person
from cleanclaim.core.ledger import chart


def a_held_answer(claim):
    unknown = paid_in_full(claim, patient_control_number="L-20519", payer_claim_control_number="")
    received(from_payer(claim.payer, unknown))
    return RemittanceClaim.objects.get()


def test_the_payers_own_number_finds_the_claim_when_ours_is_missing(by):
    claim = a_billed_claim()
    claim.payer_claim_control_number = "ICN42"
    claim.save()
    received(
        from_payer(claim.payer, paid_in_full(claim, patient_control_number="0", payer_claim_control_number="ICN42"))
    )
    assert RemittanceClaim.objects.get().matched_by == MatchedBy.PAYER_NUMBER


def test_a_matched_answer_leaves_unapplied_cash_and_is_posted(by):
    claim = a_billed_claim()
    row = a_held_answer(claim)
    remittance_claim_match(row=row, claim=claim, by=by)
    row.refresh_from_db()
    assert (row.disposition, row.matched_by, row.claim) == (Disposition.POSTED, MatchedBy.PERSON, claim)
    assert sum(Balance.objects.filter(account=chart.UNAPPLIED).values_list("amount", flat=True)) == 0
    assert account_money(patient=claim.patient, by=by).with_payers == 0


def test_matching_closes_the_work_and_settles_the_remittance(by):
    claim = a_billed_claim()
    row = a_held_answer(claim)
    remittance_claim_match(row=row, claim=claim, by=by)
    row.remittance.refresh_from_db()
    assert row.remittance.state == "posted"
    assert not WorkItem.objects.filter(kind="unidentified_payment", closed_at=None).exists()


def test_nothing_is_matched_twice(by):
    claim = a_billed_claim()
    row = a_held_answer(claim)
    remittance_claim_match(row=row, claim=claim, by=by)
    row.refresh_from_db()
    with pytest.raises(NotHeld):
        remittance_claim_match(row=row, claim=claim, by=by)


def test_a_biller_does_not_match_payments(by, practice):
    claim = a_billed_claim()
    row = a_held_answer(claim)
    with pytest.raises(NotPermitted):
        remittance_claim_match(row=row, claim=claim, by=an_actor(practice, "biller"))


def test_candidates_share_charge_and_day(by):
    claim = a_billed_claim()
    a_billed_claim(service_on=date(2026, 8, 1))
    answer = paid_in_full(claim, patient_control_number="?", service_from=claim.service_from)
    assert claims_like(answer) == [claim]


def test_a_deposit_of_the_same_trace_and_amount_reconciles(by):
    claim = a_billed_claim()
    [remittance] = received(from_payer(claim.payer, paid_in_full(claim)))
    deposit = deposit_record(
        trace_number=remittance.trace_number, amount=remittance.amount, received_on=date(2026, 10, 2),
        payer=claim.payer, by=by,
    )  # fmt: skip
    remittance.refresh_from_db()
    assert (deposit.remittance, remittance.state) == (remittance, "reconciled")


def test_a_deposit_that_differs_becomes_work_and_reconciles_nothing(by):
    claim = a_billed_claim()
    [remittance] = received(from_payer(claim.payer, paid_in_full(claim)))
    deposit = deposit_record(
        trace_number=remittance.trace_number, amount=remittance.amount - 100, received_on=date(2026, 10, 2),
        payer=claim.payer, by=by,
    )  # fmt: skip
    remittance.refresh_from_db()
    assert (deposit.remittance, remittance.state) == (None, "posted")
    assert WorkItem.objects.get(kind="eft_mismatch").amount == 100


def test_a_number_of_ours_on_the_answer_for_somebody_else_is_not_enough(by):
    claim = a_billed_claim()
    stranger = Person("DOE", "JANE", member_id="U000199")
    answer = paid_in_full(claim, patient=stranger, service_from=date(2026, 1, 5))
    lines = tuple(replace(line, service_from=date(2026, 1, 5)) for line in answer.lines)
    received(from_payer(claim.payer, replace(answer, lines=lines)))
    row = RemittanceClaim.objects.get()
    assert (row.claim, row.disposition) == (None, Disposition.HELD)
    item = WorkItem.objects.get(closed_at=None)
    assert item.kind == "unidentified_payment"
    assert item.title.startswith("Unidentified payment: $199.50 of Meridian Blue for DOE, JANE, EFT")
    claim.refresh_from_db()
    assert claim.state == "payer_accepted"


def test_a_name_spelled_otherwise_is_still_the_patient(by):
    claim = a_billed_claim()
    name = f" {claim.patient.last_name.upper()}-JR"
    received(from_payer(claim.payer, paid_in_full(claim, patient=Person(name, "X", member_id="OTHER"))))
    assert RemittanceClaim.objects.get().claim == claim
