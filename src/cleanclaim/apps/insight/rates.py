"""KPIs that are shares of claims: accepted at first, denied at first; and the claims behind them.

Each is counted from one index alone (claim_sent, claim_adjudicated).
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Count, F, Max, Min, Q, QuerySet, Value
from msgspec import Struct

from cleanclaim.apps.claims import choices
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.insight.measures import (
    MONTHS_SHOWN,
    Figure,
    month_end,
    month_of,
    months_before,
    next_month,
    ratio,
    starts,
    within,
)
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.remittances.models import RemittanceClaim

VERSIONS_SHOWN = 12


def first_pass_acceptance(*, on: date, by: Actor) -> Figure:
    """K14/K15: claims first sent this month that no receiver rejected, over claims first sent this month."""
    by.require("report.financial")
    counts = [(sent - rejected, sent) for rejected, sent in _by_month(_rejected_and_sent, on)]
    history = tuple(ratio(good, sent, "percent") for good, sent in counts[:-1])
    return Figure("First-pass acceptance", *counts[-1], "percent", target="97.0%", history=history)


def denial_rate(*, on: date, by: Actor) -> Figure:
    """K17: original claims to first payers with a denied line at their first adjudication, over those adjudicated."""
    by.require("report.financial")
    counts = _by_month(_denied_and_decided, on)
    history = tuple(ratio(denied, decided, "percent") for denied, decided in counts[:-1])
    return Figure("Denial rate", *counts[-1], "percent", target="5.0%", is_up_good=False, history=history)


class VersionAccepted(Struct, frozen=True):
    """Of the claims that passed one version of the edits: sent, and those that no receiver rejected."""

    version: str
    sent: int
    accepted: int
    first: datetime
    last: datetime

    @property
    def percent(self) -> float | None:
        return ratio(self.accepted, self.sent, "percent")


def acceptance_by_version(*, by: Actor) -> list[VersionAccepted]:
    """K14 by the version of the edits that the claims passed, the last `VERSIONS_SHOWN`, oldest first."""
    by.require("report.financial")
    sent = Claim.objects.filter(edits_version__gt="", first_sent_at__isnull=False).order_by()
    rows = sent.values_list("edits_version").annotate(
        Count("first_sent_at"), Count("first_rejected_at"), Min("first_sent_at"), Max("first_sent_at")
    )  # fmt: skip
    found = [VersionAccepted(version, sent, sent - bad, *days) for version, sent, bad, *days in rows]
    return sorted(found, key=lambda each: each.first)[-VERSIONS_SHOWN:]


def claims_rejected_at_first(*, first: date, by: Actor) -> QuerySet[Claim]:
    """The claims first sent in the month that a receiver rejected: the rows behind first-pass acceptance."""
    by.require("claim.view")
    return _sent(first).exclude(first_rejected_at=None)


def answers_denied(*, first: date, by: Actor) -> QuerySet[RemittanceClaim]:
    """The denied answers that first adjudicated a claim in the month: the rows behind the denial rate."""
    by.require("claim.view")
    answers = RemittanceClaim.objects.filter(is_denial=True, claim__in=_adjudicated(first).values("pk"))
    return answers.filter(remittance__received_at=F("claim__first_adjudicated_at"))


def _sent(first: date) -> QuerySet[Claim]:
    return Claim.objects.filter(**within("first_sent_at", first, month_end(first)))


def _by_month(counted: Callable[..., list[tuple[int, int, int]]], on: date) -> list[tuple[int, int]]:
    """What is counted of each month shown, the oldest first; zeros for one without claims."""
    months = [*months_before(on, MONTHS_SHOWN - 1), month_of(on)]
    found = {month: counts for month, *counts in counted(*map(starts, [*months, next_month(on)]))}
    return [tuple(found.get(month, (0, 0))) for month in range(MONTHS_SHOWN)]


@asked_often
def _rejected_and_sent(*ends: datetime) -> QuerySet:
    """A row for each month between two ends: the claims first sent that a receiver rejected, and all of them."""
    return _union(
        Claim.objects.filter(first_sent_at__gte=since, first_sent_at__lt=before)
        .values("practice")
        .annotate(month=Value(month), part=Count("first_rejected_at"), whole=Count("*"))
        for month, (since, before) in enumerate(pairwise(ends))
    )


def _originals() -> QuerySet[Claim]:
    """Original claims to the first payer."""
    return Claim.objects.filter(frequency=choices.Frequency.ORIGINAL, sequence=choices.Sequence.PRIMARY)


def _adjudicated(first: date) -> QuerySet[Claim]:
    """Those of `_originals` that were adjudicated for the first time in the month."""
    return _originals().filter(**within("first_adjudicated_at", first, month_end(first)))


@asked_often
def _denied_and_decided(*ends: datetime) -> QuerySet:
    """A row for each month between two ends: the originals denied when first adjudicated, and all adjudicated."""
    denied = Count("first_adjudicated_at", filter=Q(was_denied_at_first=True))
    return _union(
        _originals()
        .filter(first_adjudicated_at__gte=since, first_adjudicated_at__lt=before)
        .values("practice")
        .annotate(month=Value(month), part=denied, whole=Count("*"))
        for month, (since, before) in enumerate(pairwise(ends))
    )


def _union(months: Iterable[QuerySet]) -> QuerySet:
    first, *others = (month.order_by().values_list("month", "part", "whole") for month in months)
    return first.union(*others, all=True)
