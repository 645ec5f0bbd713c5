"""Opening, working and closing work items."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, models, transaction
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.activity.services import move, move_all, subject_of
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.models import User
from cleanclaim.apps.practices.prepared import row_update
from cleanclaim.apps.worklist.errors import ClosesByItself, NotYourWork
from cleanclaim.apps.worklist.kinds import kind_of
from cleanclaim.apps.worklist.models import WorkItem

MAY_FINISH_ALL = frozenset({"manager", "billing_lead"})  # besides the role whose work it is


class Need(Struct, frozen=True):
    """What a person must do and why; `amount` in cents.  `owner`: whose it is from the start, besides the role's."""

    kind: str
    title: str
    reason: str
    next_action: str
    role: str
    url: str = ""
    amount: int = 0
    deadline: date | None = None
    owner: User | None = None


def condition_key(kind: str, subject: models.Model) -> str:
    """The condition an item stands for: "claim_held:claim:41"."""
    return f"{kind}:{subject_of(subject)}"


@transaction.atomic
def work_item_open(*, subject: models.Model, need: Need, by: Actor) -> WorkItem:
    """Open the item for this condition, or bring the open one up to date."""
    key = condition_key(need.kind, subject)
    values = {
        "subject": subject_of(subject),
        "patient_id": getattr(subject, "patient_id", None),
        "title": need.title,
        "reason": need.reason[:500],
        "next_action": need.next_action,
        "role": need.role,
        "url": need.url,
        "amount": need.amount,
        "deadline": need.deadline,
    }
    if (item := next(iter(_open_item(key)), None)) is None:
        try:
            with transaction.atomic():
                return WorkItem.objects.create(
                    practice=by.practice,
                    condition_key=key,
                    kind=need.kind,
                    opened_at=clock.now(),
                    owner=need.owner,
                    **values,
                )
        except IntegrityError:  # somebody else opened it this instant
            (item,) = _open_item(key)
    vars(item).update(values)
    row_update(item, tuple(values))
    return item


@asked_often
def _open_item(condition: str) -> models.QuerySet[WorkItem]:
    return WorkItem.objects.filter(condition_key=condition, closed_at=None).select_for_update()


@transaction.atomic
def work_items_close(*, subject: models.Model, kinds: tuple[str, ...], by: Actor, resolution: str) -> int:
    """The condition is gone: close its open items; returns how many."""
    return work_items_close_all(subjects=[subject], kinds=kinds, by=by, resolution=resolution)


@transaction.atomic
def work_items_close_all(
    *, subjects: Iterable[models.Model], kinds: tuple[str, ...], by: Actor, resolution: str
) -> int:
    """`work_items_close` for many subjects at once."""
    items = _open_items([condition_key(kind, subject) for subject in subjects for kind in kinds])
    for item in items:
        item.closed_at, item.resolution = clock.now(), resolution[:200]
    also = ("closed_at", "resolution")
    move_all(rows=items, event="condition_gone", words=resolution[:300], by=by, also=also)
    return len(items)


@asked_often
def _open_items(conditions: list[str]) -> models.QuerySet[WorkItem]:
    return WorkItem.objects.filter(condition_key__in=conditions, closed_at=None)


@transaction.atomic
def work_item_take(*, item: WorkItem, by: Actor) -> WorkItem:
    """Somebody starts on it; nobody else need.  Taken again by the same person it stays as it is."""
    now = WorkItem.objects.select_for_update(of=("self",)).select_related("owner").get(pk=item.pk)
    if now.state == "in_progress" and now.owner == by.user:
        return now
    if now.state == "in_progress" and now.owner:
        raise NotAllowedNow(f"{now.owner.name} is on it: {now.title}.")
    if now.state == "snoozed":
        move(row=now, event="date", words=f"Taken up again: {now.title}", by=by)
    now.owner, now.snoozed_until = by.user, None
    move(row=now, event="start", words=f"Started: {now.title}", by=by, also=("owner", "snoozed_until"))
    return now


@transaction.atomic
def work_item_snooze(*, item: WorkItem, until: date, by: Actor, why: str) -> WorkItem:
    """Put aside until a day, never past its deadline."""
    if item.deadline and until > item.deadline:
        until = item.deadline
    if until <= clock.today():
        raise NotAllowedNow(f"Not put aside: the limit is {item.deadline}. Do it today, or ask somebody who can.")
    item.snoozed_until = until
    if item.state == "new":
        move(row=item, event="assign", words=f"Assigned: {item.title}", by=by)
    move(
        row=item, event="snooze", words=f"Snoozed until {until}: {item.title}", by=by, why=why, also=("snoozed_until",)
    )
    return item


def may_finish(item: WorkItem, by: Actor) -> bool:
    """Whether the person may say that it is done: of the item's role, or over all of them."""
    return by.is_system or item.role in by.roles or bool(by.roles & MAY_FINISH_ALL)


@transaction.atomic
def work_item_resolve(*, item: WorkItem, resolution: str, by: Actor) -> WorkItem:
    """A person has done it: taken, then closed with what was done.

    Whether the books still show it open is the caller's to ask first.  Raises NotYourWork, ClosesByItself for work
    that only its own act settles, and NotAllowedNow when it is closed or somebody else is on it.
    """
    if not may_finish(item, by):
        raise NotYourWork(f"Not closed: this is the work of the {item.role.replace('_', ' ')}. Ask the manager.")
    words = kind_of(item.kind)
    if not words.by_hand:
        raise ClosesByItself(f"Not closed: it closes by itself once it is mended. {words.open}.")
    taken = work_item_take(item=item, by=by)
    taken.closed_at, taken.resolution = clock.now(), resolution[:200]
    done = f"Done: {taken.title}"
    move(row=taken, event="resolve", words=done, why=resolution, by=by, also=("closed_at", "resolution"))
    return taken
