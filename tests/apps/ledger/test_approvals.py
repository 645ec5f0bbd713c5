"""What is above a person's limit waits for another person, is carried out once, and never by who asked for it."""

from datetime import date, timedelta

import pytest
from tests.builders.payments import a_billed_claim, a_self_pay_visit, lines_of
from tests.builders.practices import a_billing_company, an_actor, an_outside_actor

from cleanclaim import clock
from cleanclaim.apps.ledger.adjustments import balance_write_off
from cleanclaim.apps.ledger.approvals import approval_decline, requests_visible
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.decisions import approval_agree
from cleanclaim.apps.ledger.errors import ActNotPossible, NotApprovable
from cleanclaim.apps.ledger.models import ApprovalRequest, Balance, JournalTransaction
from cleanclaim.apps.ledger.services import NewLine, charge_lines_post
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.core.ledger import chart


@pytest.fixture(autouse=True)
def books_hold(by):
    """Whatever a test does, the audit finds nothing afterwards."""
    yield
    assert ledger_faults() == []


@pytest.fixture
def biller(practice):
    return an_actor(practice, "biller")


@pytest.fixture
def manager(practice):
    return an_actor(practice, "manager")


def write_off(line, amount, by, account="charity"):
    party = line.payers[0] if line.payers else line.patient.party
    return balance_write_off(line=line, party=party, account=account, amount=amount, reason="No income", by=by)


def owed(line):
    return sum(Balance.objects.filter(line_id=line.pk, account__in=chart.RECEIVABLES).values_list("amount", flat=True))


@pytest.fixture
def line(by):
    """A line of $240.00 that the patient owes."""
    return a_self_pay_visit()[0]


@pytest.fixture
def request_(line, biller):
    """A biller asks to write $30.00 off."""
    return write_off(line, 30_00, biller)


def test_above_the_limit_it_is_asked_for_and_nothing_is_posted(line, request_, biller):
    item = WorkItem.objects.get(kind="approval_waiting", closed_at=None)
    assert (request_.state, request_.amount, request_.asked_by) == ("waiting", 30_00, biller.user)
    assert (item.role, item.amount, item.deadline) == ("manager", 30_00, clock.today() + timedelta(days=30))
    assert owed(line) == 240_00


def test_the_same_is_not_asked_for_twice(line, request_, biller):
    assert write_off(line, 30_00, biller) == request_
    assert ApprovalRequest.objects.count() == 1


def test_approved_it_is_carried_out_once_in_the_name_of_who_approved(line, request_, manager):
    approved = approval_agree(request=request_, by=manager)
    posted = JournalTransaction.objects.get(source_key=f"approval:{request_.pk}")
    assert (approved.state, owed(line)) == ("approved", 210_00)
    assert (posted.user, posted.reason) == (manager.user, "No income")
    assert not WorkItem.objects.filter(kind="approval_waiting", closed_at=None).exists()
    with pytest.raises(NotApprovable, match="approved already"):
        approval_agree(request=request_, by=manager)
    assert owed(line) == 210_00


def test_declined_it_says_why_and_nothing_is_posted(line, request_, manager):
    with pytest.raises(NotApprovable, match="Say why"):
        approval_decline(request=request_, why=" ", by=manager)
    declined = approval_decline(request=request_, why="Ask for the tax return first", by=manager)
    assert (declined.state, owed(line)) == ("declined", 240_00)
    assert declined.decisions.get().why == "Ask for the tax return first"
    with pytest.raises(NotApprovable, match="declined already"):
        approval_agree(request=request_, by=manager)


def test_nobody_approves_the_own_request(by, manager):
    _, request = large(by, manager)
    with pytest.raises(NotApprovable, match="You asked for it"):
        approval_agree(request=request, by=manager)


def test_who_may_not_approve_does_not(request_, practice):
    with pytest.raises(NotPermitted):
        approval_agree(request=request_, by=an_actor(practice, "biller"))


def test_people_of_a_billing_company_do_not_approve_for_their_client(request_, practice):
    company = a_billing_company(practice)
    with pytest.raises(NotApprovable, match="own manager or owner"):
        approval_agree(request=request_, by=an_outside_actor(company, practice, "manager"))


def test_the_system_approves_nothing(request_, by):
    with pytest.raises(NotApprovable, match="A person"):
        approval_agree(request=request_, by=by)


def large(by, manager):
    """A manager asks for $1,050.00, above the own $1,000.00."""
    visit = a_self_pay_visit()[0]
    new = NewLine(
        visit.patient, visit.clinician, visit.location, visit.encounter_id, visit.visit, visit.service_on, "27447",
        2_400_00,
    )  # fmt: skip
    [line] = charge_lines_post(lines=[new], source_key="surgery", by=by)
    return line, write_off(line, 1_050_00, manager)


def test_above_a_managers_limit_two_have_to_agree(by, practice, manager):
    line, request = large(by, manager)
    second, third = an_actor(practice, "manager"), an_actor(practice, "manager")
    assert approval_agree(request=request, by=second).state == "agreed_once"
    assert owed(line) == line.charge
    with pytest.raises(NotApprovable, match="agreed already"):
        approval_agree(request=request, by=second)
    assert approval_agree(request=request, by=third).state == "approved"
    assert owed(line) == line.charge - 1_050_00


def test_or_the_owner_alone(by, practice, manager):
    line, request = large(by, manager)
    assert approval_agree(request=request, by=an_actor(practice, "owner")).state == "approved"
    assert owed(line) == line.charge - 1_050_00


def test_slices_count_together(line, biller):
    assert write_off(line, 20_00, biller) is None
    assert write_off(line, 6_00, biller).state == "waiting"
    assert owed(line) == 220_00


def test_slices_of_long_ago_do_not(line, biller):
    with clock.at(clock.today() - timedelta(days=31)):
        assert write_off(line, 20_00, biller) is None
    assert write_off(line, 20_00, biller) is None


def test_what_is_no_longer_open_is_refused_and_the_request_waits_on(line, request_, manager, by):
    write_off(line, 220_00, by)
    with pytest.raises(ActNotPossible, match=r"\$20\.00 is open"):
        approval_agree(request=request_, by=manager)
    request_.refresh_from_db()
    assert (request_.state, request_.decisions.count()) == ("waiting", 0)


def test_after_thirty_days_it_has_to_be_asked_anew(request_, manager):
    with clock.at(clock.today() + timedelta(days=31)), pytest.raises(NotApprovable, match="30 days"):
        approval_agree(request=request_, by=manager)


def test_who_asked_sees_the_own_requests_and_approvers_see_all(request_, practice, biller, manager):
    assert list(requests_visible(by=biller)) == [request_]
    assert list(requests_visible(by=an_actor(practice, "biller"))) == []
    assert list(requests_visible(by=manager)) == [request_]


def test_a_payers_balance_waits_as_well(by, biller):
    line = lines_of(a_billed_claim(service_on=date(2026, 9, 1)).patient)[0]
    request = write_off(line, 30_00, biller, account="denial_writeoff")
    assert (request.party, owed(line)) == (line.payers[0], line.charge)
