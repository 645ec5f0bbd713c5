"""Matching is an event and unmatching its reversal: the claim is as before, the money waits, and none of it moves."""

import pytest
from django.urls import reverse
from tests.builders.payments import (
    a_billed_claim,
    a_patient_with_two_plans,
    an_answer,
    denied,
    from_payer,
    paid_in_full,
    received,
    reversed_answer,
)
from tests.builders.practices import an_actor

from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.models import Balance, JournalTransaction
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.apps.remittances.errors import NotPostable
from cleanclaim.apps.remittances.models import RemittanceClaim
from cleanclaim.apps.remittances.services import (
    decision_asked,
    deposit_record,
    remittance_claim_match,
    remittance_claim_unmatch,
)
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.core.ledger import chart
from cleanclaim.core.remittance.value import ProviderAdjustment as Plb
from cleanclaim.interfaces.jobs.adjudicated import answer_unmatch, remittance_follow_up
from cleanclaim.interfaces.jobs.approving import approval_give

WHY = "The member ID is another patient's"


def net(account):
    return sum(Balance.objects.filter(account=account).values_list("amount", flat=True))


def posted(claim, answer=None):
    received(from_payer(claim.payer, answer or paid_in_full(claim)))
    return RemittanceClaim.objects.select_related("remittance__file", "claim").latest("pk")


def test_the_claim_is_owed_again_and_the_money_waits(by):
    claim = a_billed_claim()
    row = posted(claim, an_answer(claim, {"paid": 143_00, "PR-3": 25_00}, {"paid": 31_50}))
    remittance_claim_unmatch(row=row, reason=WHY, by=by)
    owed = account_money(patient=claim.patient, by=by)
    assert (owed.with_payers, owed.with_patient) == (285_00, 0)
    assert (net(chart.UNAPPLIED), net(chart.ERA), net("contractual_adjustments")) == (-174_50, 174_50, 0)
    assert (row.disposition, row.claim, row.remittance.state) == ("held", None, "partly_posted")
    claim.refresh_from_db()
    assert (claim.state, claim.payer_claim_control_number, claim.first_adjudicated_at) == ("pending_payer", "", None)


def test_unmatched_money_is_matched_to_another_claim(by):
    wrong, right = a_billed_claim(), a_billed_claim()
    row = posted(wrong)
    remittance_claim_unmatch(row=row, reason=WHY, by=by)
    remittance_claim_match(row=row, claim=right, by=by)
    assert account_money(patient=wrong.patient, by=by).with_payers == 285_00
    assert account_money(patient=right.patient, by=by).with_payers == 0
    assert (net(chart.UNAPPLIED), row.remittance.state) == (0, "posted")
    assert not WorkItem.objects.filter(kind="unidentified_payment", closed_at=None).exists()


def test_match_and_unmatch_go_round_as_often_as_people_change_their_minds(by):
    claim = a_billed_claim()
    row = posted(claim)
    for _ in range(3):
        remittance_claim_unmatch(row=row, reason=WHY, by=by)
        remittance_claim_match(row=row, claim=claim, by=by)
    assert (account_money(patient=claim.patient, by=by).with_payers, row.unmatched) == (0, 3)


def test_a_reconciled_payment_is_reconciled_again_once_its_answer_is_matched(by):
    claim = a_billed_claim()
    row = posted(claim)
    payment = row.remittance
    deposit_record(
        trace_number=payment.trace_number, amount=199_50, received_on=payment.paid_on, payer=claim.payer, by=by
    )
    row = RemittanceClaim.objects.get()
    assert row.remittance.state == "reconciled"
    remittance_claim_unmatch(row=row, reason=WHY, by=by)
    assert row.remittance.state == "partly_posted"
    remittance_claim_match(row=row, claim=claim, by=by)
    assert row.remittance.state == "reconciled"


def test_a_denial_unmatched_is_no_denial_of_that_claim(by):
    claim = a_billed_claim()
    row = posted(claim, denied(claim))
    remittance_follow_up(remittance=row.remittance, by=by)
    answer_unmatch(row=row, reason=WHY, by=by)
    assert set(DenialCase.objects.values_list("state", flat=True)) == {"closed"}
    assert not WorkItem.objects.filter(kind="denial", closed_at=None).exists()


def test_what_the_next_payer_was_told_is_taken_back_first(by):
    claim = a_billed_claim(patient=a_patient_with_two_plans())
    row = posted(claim, an_answer(claim, {"paid": 143_00, "PR-3": 25_00}, {"paid": 31_50}))
    remittance_follow_up(remittance=row.remittance, by=by)
    before = JournalTransaction.objects.count()
    with pytest.raises(NotPostable, match="next payer"):
        remittance_claim_unmatch(row=row, reason=WHY, by=by)
    assert JournalTransaction.objects.count() == before


def test_above_the_own_limit_an_unmatching_waits_for_another_person(practice, by):
    claim = a_billed_claim()
    row, poster = posted(claim, denied(claim, "PR-3")), an_actor(practice, "payment_poster")
    assert answer_unmatch(row=row, reason=WHY, by=poster) is None  # no money is moved
    row = posted(claim := a_billed_claim())
    asked = answer_unmatch(row=row, reason=WHY, by=poster)
    assert (asked.act, asked.amount, asked.patient, decision_asked(subject=row)) == (
        "unmatch",
        199_50,
        claim.patient,
        asked,
    )
    row.refresh_from_db()
    assert (row.claim, row.disposition) == (claim, "posted")
    approval_give(request=asked, by=an_actor(practice, "manager"))
    row.refresh_from_db()
    assert (row.claim, row.disposition, decision_asked(subject=row)) == (None, "held", None)
    assert ledger_faults() == []


def test_what_was_unmatched_meanwhile_is_not_unmatched_by_the_approval(practice, by):
    row = posted(a_billed_claim())
    asked = answer_unmatch(row=row, reason=WHY, by=an_actor(practice, "payment_poster"))
    answer_unmatch(row=row, reason=WHY, by=by)
    with pytest.raises(NotPostable, match="not posted"):
        approval_give(request=asked, by=an_actor(practice, "manager"))
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_the_screen_says_that_an_unmatching_waits(practice, by, browsing_as):
    row, client = posted(a_billed_claim()), browsing_as(an_actor(practice, "payment_poster"))
    address = reverse("web:unmatch", args=[row.pk])
    assert "a manager was asked" in client.post(address, {"reason": WHY}, follow=True).text
    assert "Waits for approval" in client.get(address).text
    assert (
        f'href="/remittances/{row.remittance_id}/"'
        in browsing_as(an_actor(practice, "manager")).get("/approvals/").text
    )


def test_who_may_not_and_who_says_no_reason_unmatches_nothing(practice, by):
    row = posted(a_billed_claim())
    with pytest.raises(NotPermitted):
        remittance_claim_unmatch(row=row, reason=WHY, by=an_actor(practice, "biller"))
    with pytest.raises(NotPostable):
        remittance_claim_unmatch(row=row, reason="", by=by)


@pytest.mark.parametrize("reversal_first", [False, True])
def test_a_payer_takes_back_what_was_never_matched(by, reversal_first):
    claim = a_billed_claim()
    stranger = paid_in_full(claim, patient_control_number="NOT-OURS", payer_claim_control_number="XX1")
    back = {"amount": 0, "provider_adjustments": [Plb("FB", -199_50, "835A")]}
    parts = [from_payer(claim.payer, stranger), from_payer(claim.payer, reversed_answer(stranger), **back)]
    for part in reversed(parts) if reversal_first else parts:
        received(part)
    assert (net(chart.UNAPPLIED), net(chart.ERA)) == (0, 199_50)
    assert set(RemittanceClaim.objects.values_list("disposition", "claim")) == {("posted", None)}
    assert not WorkItem.objects.filter(kind="unidentified_payment", closed_at=None).exists()
    assert account_money(patient=claim.patient, by=by).with_payers == 285_00
