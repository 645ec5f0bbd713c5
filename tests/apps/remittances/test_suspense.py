"""A payment that does not add up may be let in whole to suspense, with a reason; no claim is ever touched by it."""

import pytest
from msgspec.structs import replace
from tests.builders.payments import a_billed_claim, from_payer, paid_in_full, received
from tests.builders.practices import an_actor

from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.ledger.models import Balance, HeldMoney, JournalTransaction
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.practices.errors import NotAllowedNow, NotPermitted
from cleanclaim.apps.remittances.errors import NotPostable
from cleanclaim.apps.remittances.services import (
    decision_asked,
    deposit_record,
    remittance_release,
    remittance_release_undo,
)
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.core.ledger import chart
from cleanclaim.interfaces.jobs.approving import approval_give

WHY = "The payer sends no corrected file before month end"


def net(account):
    return sum(Balance.objects.filter(account=account).values_list("amount", flat=True))


@pytest.fixture
def claim(by):
    return a_billed_claim()


@pytest.fixture
def payment(claim):
    """It says $1.00 more than its claims."""
    return from_payer(claim.payer, paid_in_full(claim), amount=200_50)


@pytest.fixture
def held(payment):
    [row] = received(payment)
    assert row.state == "quarantined"
    return row


def test_released_money_waits_in_suspense_and_reaches_no_claim(held, claim, by):
    remittance_release(remittance=held, reason=WHY, by=by)
    assert (held.state, net(chart.SUSPENSE), net(chart.ERA)) == ("in_suspense", -200_50, 200_50)
    assert account_money(patient=claim.patient, by=by).with_payers == 285_00
    assert HeldMoney.objects.get(account=chart.SUSPENSE).amount == 200_50


def test_the_release_is_in_the_activity_and_is_work(held, by):
    remittance_release(remittance=held, reason=WHY, by=by)
    said = ActivityEntry.objects.get(what="release_to_suspense")
    assert (said.why, said.state_to, said.amount) == (WHY, "in_suspense", 200_50)
    assert WorkItem.objects.get(kind="remittance_in_suspense", closed_at=None).amount == 200_50
    assert not WorkItem.objects.filter(kind="remittance_out_of_balance", closed_at=None).exists()


def test_without_a_reason_nothing_is_released(held, by):
    with pytest.raises(NotPostable):
        remittance_release(remittance=held, reason=" ", by=by)
    assert net(chart.SUSPENSE) == 0


def test_above_the_own_limit_a_release_waits_for_another_person(held, practice):
    poster, manager = an_actor(practice, "payment_poster"), an_actor(practice, "manager")
    asked = remittance_release(remittance=held, reason=WHY, by=poster)
    assert (asked.state, asked.act, asked.amount, asked.reason) == ("waiting", "release", 200_50, WHY)
    assert (held.state, net(chart.SUSPENSE), decision_asked(subject=held)) == ("quarantined", 0, asked)
    with pytest.raises(NotPermitted):
        approval_give(request=asked, by=poster)
    approval_give(request=asked, by=manager)
    held.refresh_from_db()
    assert (held.state, net(chart.SUSPENSE), decision_asked(subject=held)) == ("in_suspense", -200_50, None)


def test_taking_out_of_suspense_waits_for_another_person_too(held, practice, by):
    poster, manager = an_actor(practice, "payment_poster"), an_actor(practice, "manager")
    with pytest.raises(NotAllowedNow):
        remittance_release_undo(remittance=held, reason="Not there", by=poster)
    remittance_release(remittance=held, reason=WHY, by=by)
    asked = remittance_release_undo(remittance=held, reason="Too soon", by=poster)
    assert net(chart.SUSPENSE) == -200_50
    approval_give(request=asked, by=manager)
    held.refresh_from_db()
    assert (held.state, net(chart.SUSPENSE)) == ("quarantined", 0)


def test_a_release_is_not_carried_out_when_the_payer_has_sent_it_right_since(held, claim, practice):
    asked = remittance_release(remittance=held, reason=WHY, by=an_actor(practice, "payment_poster"))
    received(from_payer(claim.payer, paid_in_full(claim), trace_number=held.trace_number))
    with pytest.raises(NotAllowedNow):
        approval_give(request=asked, by=an_actor(practice, "manager"))
    asked.refresh_from_db()
    assert (asked.state, net(chart.SUSPENSE)) == ("waiting", 0)


def test_the_desk_says_that_a_release_waits(held, practice, browsing_as):
    client = browsing_as(an_actor(practice, "payment_poster"))
    answer = client.post(f"/remittances/{held.pk}/release/", {"reason": WHY}, follow=True).text
    assert "a manager was asked" in answer
    assert "Waits for approval" in answer
    assert f'href="/remittances/{held.pk}/"' in browsing_as(an_actor(practice, "manager")).get("/approvals/").text


def test_what_is_posted_is_not_released(claim, by):
    [posted] = received(from_payer(claim.payer, paid_in_full(claim)))
    with pytest.raises(NotAllowedNow):
        remittance_release(remittance=posted, reason=WHY, by=by)


def test_a_release_is_undone_and_made_again(held, by):
    for _ in range(2):
        remittance_release(remittance=held, reason=WHY, by=by)
        remittance_release_undo(remittance=held, reason="Too soon", by=by)
        assert (held.state, net(chart.SUSPENSE), net(chart.ERA)) == ("quarantined", 0, 0)
    assert JournalTransaction.objects.filter(kind="payment_suspended").count() == 2
    assert WorkItem.objects.filter(kind="remittance_out_of_balance", closed_at=None).count() == 1


def test_the_corrected_file_takes_the_money_out_of_suspense_and_posts_it(held, payment, claim, by):
    remittance_release(remittance=held, reason=WHY, by=by)
    [right] = received(replace(payment, amount=199_50))
    held.refresh_from_db()
    assert (held.state, held.replaced_by, right.state) == ("superseded", right, "posted")
    assert (net(chart.SUSPENSE), net(chart.ERA)) == (0, 199_50)
    assert account_money(patient=claim.patient, by=by).with_payers == 0
    assert not WorkItem.objects.filter(kind__startswith="remittance_", closed_at=None).exists()


def test_the_deposit_of_money_in_suspense_goes_to_the_corrected_payment(claim, by):
    answer = paid_in_full(claim)
    wrong = replace(answer, lines=(replace(answer.lines[0], paid=160_00), *answer.lines[1:]))
    payment = from_payer(claim.payer, wrong)
    [held] = received(payment)
    remittance_release(remittance=held, reason=WHY, by=by)
    deposit = deposit_record(
        trace_number=held.trace_number, amount=held.amount, received_on=held.paid_on, payer=claim.payer, by=by
    )
    assert (deposit.remittance, net(chart.ERA)) == (held, 0)
    [right] = received(replace(payment, claims=(replace(answer, index=1),)))
    deposit.refresh_from_db()
    right.refresh_from_db()
    assert (deposit.remittance, right.state, net(chart.ERA)) == (right, "reconciled", 0)
