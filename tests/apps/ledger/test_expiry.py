"""A request that nobody decides in time ends, says so, and who asked is told."""

from datetime import timedelta

import pytest
from tests.builders.payments import a_self_pay_visit
from tests.builders.practices import an_actor

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.ledger.adjustments import balance_write_off
from cleanclaim.apps.ledger.expiry import approvals_expire
from cleanclaim.apps.ledger.models import Refund
from cleanclaim.apps.ledger.refunds import refund_request
from cleanclaim.apps.ledger.services import receipt_take
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.apps.worklist.selectors import work_waiting
from cleanclaim.interfaces.jobs.tasks import morning


@pytest.fixture
def biller(practice):
    return an_actor(practice, "biller")


def ask(line, by):
    party = line.patient.party
    return balance_write_off(line=line, party=party, account="charity", amount=30_00, reason="No income.", by=by)


@pytest.fixture
def line(by):
    return a_self_pay_visit()[0]


@pytest.fixture
def asked(line, biller):
    return ask(line, biller)


@pytest.fixture
def late(asked):
    """The day after its last."""
    with clock.at(asked.expires_on + timedelta(days=1)):
        yield


def test_on_its_last_day_it_waits_still(asked, by):
    with clock.at(asked.expires_on):
        assert approvals_expire(by=by) == 0


def test_the_morning_ends_it_and_tells_who_asked(asked, late, biller, by):
    morning(by=by)
    asked.refresh_from_db()
    item = WorkItem.objects.get(kind="approval_expired", closed_at=None)
    assert (asked.state, item.owner, item.role, item.amount) == ("expired", biller.user, "biller", 30_00)
    assert item.reason.startswith(f"Asked by {biller.name} on ")
    assert "No income. Nobody had looked at it. Nothing was posted" in item.reason
    assert list(work_waiting(by=biller)) == [item]
    assert not WorkItem.objects.filter(kind="approval_waiting", closed_at=None).exists()
    assert "30 days" in ActivityEntry.objects.get(what="date_passed").why


def test_asked_anew_a_new_request_waits_and_the_old_is_done_with(asked, late, line, biller, by):
    approvals_expire(by=by)
    again = ask(line, biller)
    assert (again.state, again.pk != asked.pk) == ("waiting", True)
    assert not WorkItem.objects.filter(kind="approval_expired", closed_at=None).exists()


def test_a_refund_that_nobody_approved_may_be_asked_for_again(by, practice):
    patient = a_self_pay_visit()[0].patient
    receipt_take(patient=patient, amount=300_00, method="card", purpose="balance", by=by)
    poster = an_actor(practice, "payment_poster")
    first = refund_request(party=patient.party, amount=15_00, reason="Moved", by=poster)
    with clock.at(first.request.expires_on + timedelta(days=1)):
        approvals_expire(by=by)
        assert WorkItem.objects.get(kind="approval_expired").url == f"/credits/patient/{patient.pk}/"
        second = refund_request(party=patient.party, amount=15_00, reason="Moved", by=poster)
    assert [each.state for each in Refund.objects.order_by("pk")] == ["declined", "requested"]
    assert second.pk != first.pk


def test_the_approvals_page_says_what_became_of_it(asked, late, by, biller, browsing_as):
    approvals_expire(by=by)
    assert "nothing was posted" in browsing_as(biller).get("/approvals/").text
