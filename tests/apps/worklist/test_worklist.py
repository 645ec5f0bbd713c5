"""What waits for somebody, in the order of what is lost by waiting."""

from datetime import date

import pytest
from tests.builders.practices import an_actor
from tests.builders.worklist import a_work_item

from cleanclaim import clock
from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.worklist import selectors, services
from cleanclaim.apps.worklist.errors import ClosesByItself, NotYourWork
from cleanclaim.apps.worklist.models import WorkItem

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def biller(practice, by):
    return an_actor(practice, "biller")


def test_dollars_at_stake_over_days_left_rank_the_items(by):
    late = a_work_item(amount=600_00, deadline=date(2026, 12, 23))
    soon = a_work_item(amount=100_00, deadline=date(2026, 11, 25))
    whenever = a_work_item(amount=900_00)
    rows = selectors.ranked(selectors.work_waiting(by=by), on=MONDAY, by=by)
    assert [(row.item, row.a_day) for row in rows] == [(soon, 50_00), (whenever, 30_00), (late, 20_00)]


@pytest.mark.parametrize("deadline", [date(2026, 11, 20), MONDAY, date(2026, 11, 24)])
def test_the_last_day_and_any_after_count_as_one(deadline):
    assert selectors.a_day(240_00, deadline, on=MONDAY) == 240_00


def test_groups_say_how_many_how_much_and_the_first_limit(by):
    a_work_item(deadline=date(2026, 12, 1))
    a_work_item(deadline=date(2026, 11, 27))
    (group,) = selectors.groups(selectors.work_waiting(by=by), on=MONDAY)
    assert (group.count, group.amount, group.first_deadline) == (2, 480_00, date(2026, 11, 27))


def test_everybody_sees_the_work_of_the_own_roles(practice, by, biller):
    a_work_item(role="coder")
    mine = a_work_item()
    assert list(selectors.work_waiting(by=biller)) == [mine]
    assert selectors.work_waiting(by=an_actor(practice, "manager")).count() == 2


def test_who_starts_owns_it(biller):
    item = services.work_item_take(item=a_work_item(), by=biller)
    assert (item.owner, item.state) == (biller.user, "in_progress")


def test_two_people_do_not_do_the_same_work(practice, biller):
    item = services.work_item_take(item=a_work_item(), by=biller)
    with pytest.raises(NotAllowedNow, match="Ines Duarte is on it"):
        services.work_item_take(item=item, by=an_actor(practice, "biller"))


def test_put_aside_it_comes_back_on_its_day(biller):
    item = a_work_item()
    services.work_item_snooze(item=item, until=date(2026, 11, 26), by=biller, why="The office is closed")
    assert not selectors.work_waiting(by=biller).exists()
    with clock.at(date(2026, 11, 26)):
        assert services.work_item_take(item=selectors.work_waiting(by=biller).get(), by=biller).owner == biller.user


def test_work_is_never_put_aside_past_its_limit(biller):
    item = a_work_item(deadline=date(2026, 11, 25))
    services.work_item_snooze(item=item, until=date(2026, 12, 7), by=biller, why="Waiting for the record")
    assert item.snoozed_until == date(2026, 11, 25)


def test_work_that_is_due_is_not_put_aside(biller):
    with pytest.raises(NotAllowedNow, match="Do it today"):
        services.work_item_snooze(item=a_work_item(deadline=MONDAY), until=date(2026, 12, 7), by=biller, why="Later")


def test_the_list_opens_the_group_asked_for(biller, browsing_as):
    a_work_item(kind="denial", condition_key="denial:1", title="Claim 7 was denied")
    a_work_item()
    page = browsing_as(biller).get("/worklist/", {"kind": "denial"}).content.decode()
    assert "Claim 7 was denied" in page
    assert "Held claim" in page
    assert "is held</a>" not in page


def test_taking_goes_to_where_it_is_done(biller, browsing_as):
    item = a_work_item(url="/claims/7/")
    assert browsing_as(biller).post(f"/worklist/{item.pk}/take/").url == "/claims/7/"


def test_the_list_costs_the_same_queries_however_long(biller, browsing_as, django_assert_max_num_queries):
    for _ in range(60):
        a_work_item()
    client = browsing_as(biller)
    with django_assert_max_num_queries(20):
        page = client.get("/worklist/").content.decode()
    assert "from=25" in page
    assert WorkItem.objects.count() == 60


def test_who_did_it_says_what_was_done(biller):
    item = services.work_item_resolve(
        item=a_work_item(kind="takeback_review"), resolution="The payer was right", by=biller
    )
    assert (item.state, item.owner, item.resolution) == ("done", biller.user, "The payer was right")
    assert item.closed_at == clock.now()
    assert ActivityEntry.objects.filter(what="resolve").get().why == "The payer was right"


def test_the_work_of_another_role_is_not_closed(practice, biller):
    item = a_work_item(kind="takeback_review", role="payment_poster")
    with pytest.raises(NotYourWork, match="the work of the payment poster"):
        services.work_item_resolve(item=item, resolution="Looked", by=biller)


@pytest.mark.parametrize("role", ["manager", "billing_lead"])
def test_who_leads_closes_the_work_of_every_role(role, practice, by):
    item = a_work_item(kind="takeback_review", role="payment_poster")
    assert services.work_item_resolve(item=item, resolution="Looked", by=an_actor(practice, role)).state == "done"


def test_a_held_claim_is_mended_not_declared_done(biller):
    with pytest.raises(ClosesByItself, match="Work the held claims"):
        services.work_item_resolve(item=a_work_item(kind="claim_held"), resolution="Done", by=biller)


def test_who_is_on_it_closes_it(practice, biller):
    item = services.work_item_take(item=a_work_item(kind="takeback_review"), by=biller)
    with pytest.raises(NotAllowedNow, match="is on it"):
        services.work_item_resolve(item=item, resolution="Looked", by=an_actor(practice, "biller"))


def test_done_stands_only_where_a_person_may_say_so(biller, browsing_as):
    watch, held = a_work_item(kind="duplicate_watch"), a_work_item()
    client = browsing_as(biller)
    assert f"/worklist/{watch.pk}/done/" in client.get("/worklist/", {"kind": "duplicate_watch"}).content.decode()
    assert f"/worklist/{held.pk}/done/" not in client.get("/worklist/", {"kind": "claim_held"}).content.decode()
