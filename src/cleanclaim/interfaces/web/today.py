"""The opening screen: what needs me, money in and out, the figures, and what is open by age."""

from datetime import date

from django.db.models import Count, Min, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.insight import rates
from cleanclaim.apps.insight import selectors as insight
from cleanclaim.apps.insight.measures import Figure, month_of
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.gate import permission_needed
from cleanclaim.apps.worklist.kinds import kind_of
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.apps.worklist.selectors import a_day, work_waiting
from cleanclaim.interfaces.web.drawing import Spark, shares, spark

FIGURES = "report.financial"
SHOWN = 8
ALONE = 2  # up to so many items of a kind are shown one by one, more as a group


class Need(Struct, frozen=True):
    """One row of "Needs you now": an item, or all of a kind.  `amount` and `a_day` in cents."""

    lead: str
    note: str
    why: str
    amount: int
    deadline: date | None
    action: str
    url: str
    a_day: int


@require_safe
@permission_needed()
def today(request: HttpRequest) -> HttpResponse:
    """What needs the person now, ranked by dollars at stake over days left; the figures follow by themselves."""
    by, on = request.actor, clock.today()
    groups = groups_of(by)
    waiting = {"count": sum(each["count"] for each in groups), "amount": sum(each["sum"] or 0 for each in groups)}
    context = {
        "today": on,
        "waiting": waiting,
        "needs": needs_of(groups, by, on),
        "sees_money": by.may(FIGURES),
    }
    return render(request, "web/today.html", context)


@require_safe
@permission_needed(FIGURES)
def figures(request: HttpRequest) -> HttpResponse:
    """The practice's figures, as the part of Today that waits for them."""
    by, on = request.actor, clock.today()
    aging = insight.receivables_by_age(on=on, by=by)
    receivable = sum(bucket.amount for bucket in aging)
    context = {
        "today": on,
        "money": insight.money_of_month(on=on, by=by),
        "first_of_month": month_of(on),
        "figures": [
            _shown(insight.days_in_receivables(on=on, by=by), "days-in-ar"),
            _shown(rates.first_pass_acceptance(on=on, by=by), "first-pass"),
            _shown(rates.denial_rate(on=on, by=by), "denial-rate"),
        ],
        "aging": list(zip(aging, shares([bucket.amount for bucket in aging]), strict=True)),
        "receivable": receivable,
    }
    return render(request, "web/_figures.html", context)


def groups_of(by: Actor) -> list[dict]:
    """The actor's waiting work by kind: how much, cents at stake, the first deadline."""
    grouped = work_waiting(by=by).order_by().values("kind")
    return list(grouped.annotate(count=Count("*"), sum=Sum("amount"), first=Min("deadline")))


def needs_of(groups: list[dict], by: Actor, on: date) -> list[Need]:
    """The first rows of the ranking."""
    many = [group for group in groups if group["count"] > ALONE]
    few = [group["kind"] for group in groups if group["count"] <= ALONE]
    rows = [_group(group, on) for group in many]
    rows += [_single(item, on) for item in work_waiting(by=by).filter(kind__in=few)] if few else []
    return sorted(rows, key=lambda need: (-need.a_day, need.deadline or date.max))[:SHOWN]


def _group(group: dict, on: date) -> Need:
    kind = kind_of(group["kind"])
    amount = group["sum"] or 0
    return Need(
        lead=f"{group['count']} {kind.many}",
        note="",
        why=kind.why,
        amount=amount,
        deadline=group["first"],
        action=kind.open,
        url=f"{reverse('worklist:list')}?kind={group['kind']}",
        a_day=a_day(amount, group["first"], on=on),
    )


def _single(item: WorkItem, on: date) -> Need:
    return Need(
        lead=item.title,
        note=kind_of(item.kind).one,
        why=item.reason,
        amount=item.amount,
        deadline=item.deadline,
        action=item.next_action,
        url=item.url or f"{reverse('worklist:list')}?kind={item.kind}",
        a_day=a_day(item.amount, item.deadline, on=on),
    )


class Shown(Struct, frozen=True):
    """A figure with its line and the address of its rows."""

    figure: Figure
    spark: Spark | None
    url: str


def _shown(figure: Figure, name: str) -> Shown:
    return Shown(figure, spark((*figure.history, figure.value)), reverse("insight:rows", args=[name]))
