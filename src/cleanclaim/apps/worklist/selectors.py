"""Reads of the worklist: whose work waits, grouped by kind, ranked by dollars at stake ÷ days left."""

from datetime import date

from django.db.models import Count, Min, Q, QuerySet, Sum
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often, counted
from cleanclaim.apps.practices.models import User
from cleanclaim.apps.worklist.kinds import Kind, kind_of
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.apps.worklist.services import may_finish

OVERSEERS = frozenset({"manager", "owner", "billing_lead", "auditor"})  # they see everybody's work
NO_DEADLINE_DAYS = 30  # an item without a deadline ranks as if it had this long
RANKED_AT_MOST = 2_000  # of a group; those nearest their deadline


class Group(Struct, frozen=True):
    """All waiting items of a kind: how many, cents at stake, the first deadline, and cents a day together."""

    kind: str
    words: Kind
    count: int
    amount: int
    first_deadline: date | None
    a_day: int


class Ranked(Struct, frozen=True):
    """One item with the cents a day it ranks by, and whether the person may say that it is done."""

    item: WorkItem
    a_day: int
    may_finish: bool = False


def work_visible(*, by: Actor) -> QuerySet[WorkItem]:
    """Open work of the actor's roles or taken by the actor; all of it for who oversees."""
    opened = _opened().select_related("owner")
    return opened if _sees_all(by) else opened.filter(Q(role__in=by.roles) | Q(owner=by.user))


def work_waiting(*, by: Actor) -> QuerySet[WorkItem]:
    """What can be worked today: put aside until a later day is left out."""
    return work_visible(by=by).exclude(snoozed_until__gt=clock.today())


def work_count(*, by: Actor) -> int:
    """How many `work_waiting` has: asked with every page."""
    today = clock.today()
    return sum(_count_of_all(today) if _sees_all(by) else _count_of(sorted(by.roles), by.user, today))


def work_aside(*, by: Actor) -> QuerySet[WorkItem]:
    """What is put aside until a later day."""
    return work_visible(by=by).filter(snoozed_until__gt=clock.today())


def groups(items: QuerySet[WorkItem], *, on: date) -> list[Group]:
    """The kinds among `items`, the one with most cents a day first."""
    rows = items.order_by().values("kind").annotate(count=Count("*"), sum=Sum("amount"), first=Min("deadline"))
    found = [
        Group(row["kind"], kind_of(row["kind"]), row["count"], row["sum"], row["first"],
              a_day(row["sum"], row["first"], on=on))
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda group: (-group.a_day, group.first_deadline or date.max, group.kind))


def ranked(items: QuerySet[WorkItem], *, on: date, by: Actor, first: int = 0, size: int = 25) -> list[Ranked]:
    """`size` items from position `first` of the ranking."""
    facts = items.order_by("deadline", "-amount").values_list("pk", "amount", "deadline")[:RANKED_AT_MOST]
    order = sorted(
        ((a_day(amount, deadline, on=on), deadline or date.max, pk) for pk, amount, deadline in facts),
        key=lambda row: (-row[0], row[1], row[2]),
    )[first : first + size]
    rows = items.in_bulk([pk for *_, pk in order])
    return [Ranked(rows[pk], cents, is_by_hand(rows[pk], by)) for cents, _, pk in order]


def is_by_hand(item: WorkItem, by: Actor) -> bool:
    """Whether the person may close it by saying what was done."""
    return kind_of(item.kind).by_hand and may_finish(item, by)


def a_day(amount: int, deadline: date | None, *, on: date) -> int:
    """Cents at stake ÷ days left; the last day and any day after count as one."""
    days = (deadline - on).days if deadline else NO_DEADLINE_DAYS
    return amount // max(days, 1)


@asked_often
def _count_of_all(today: date) -> QuerySet[WorkItem]:
    return counted(_opened().exclude(snoozed_until__gt=today))


@asked_often
def _count_of(roles: list[str], user: User, today: date) -> QuerySet[WorkItem]:
    return counted(_opened().filter(Q(role__in=roles) | Q(owner=user)).exclude(snoozed_until__gt=today))


def _opened() -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(closed_at=None)


def _sees_all(by: Actor) -> bool:
    return by.is_system or bool(by.roles & OVERSEERS)
