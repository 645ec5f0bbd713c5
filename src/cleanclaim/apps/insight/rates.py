"""KPIs that are shares of claims: accepted at first, denied at first; and the claims behind them.

Each is counted from one index alone (claim_sent, claim_adjudicated).
"""

from datetime import date, datetime

from django.db.models import Count, F, Max, Min, Q, QuerySet
from msgspec import Struct

from cleanclaim.apps.claims import choices
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.insight.measures import MONTHS_SHOWN, Figure, month_end, month_of, months_before, ratio, within
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.remittances.models import RemittanceClaim

VERSIONS_SHOWN = 12


def first_pass_acceptance(*, on: date, by: Actor) -> Figure:
    """K14/K15: claims first sent this month that no receiver rejected, over claims first sent this month."""
    by.require("report.financial")
    counts = [_acceptance(first) for first in (*months_before(on, MONTHS_SHOWN - 1), month_of(on))]
    history = tuple(ratio(good, sent, "percent") for good, sent in counts[:-1])
    return Figure("First-pass acceptance", *counts[-1], "percent", target="97.0%", history=history)


def denial_rate(*, on: date, by: Actor) -> Figure:
    """K17: original claims to first payers with a denied line at their first adjudication, over those adjudicated."""
    by.require("report.financial")
    counts = [_denials(first) for first in (*months_before(on, MONTHS_SHOWN - 1), month_of(on))]
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


def _acceptance(first: date) -> tuple[int, int]:
    found = _sent_and_rejected(*within("first_sent_at", first, month_end(first)).values())
    return next(((sent - rejected, sent) for sent, rejected in found), (0, 0))


@asked_often
def _sent_and_rejected(since: datetime, before: datetime) -> QuerySet:
    """One row: the claims first sent in the time, and those of them that a receiver rejected."""
    sent = Claim.objects.filter(first_sent_at__gte=since, first_sent_at__lt=before).values("practice").order_by()
    return sent.annotate(sent=Count("*"), rejected=Count("first_rejected_at")).values_list("sent", "rejected")


def _originals() -> QuerySet[Claim]:
    """Original claims to the first payer."""
    return Claim.objects.filter(frequency=choices.Frequency.ORIGINAL, sequence=choices.Sequence.PRIMARY)


def _adjudicated(first: date) -> QuerySet[Claim]:
    """Those of `_originals` that were adjudicated for the first time in the month."""
    return _originals().filter(**within("first_adjudicated_at", first, month_end(first)))


def _denials(first: date) -> tuple[int, int]:
    found = _denied_and_decided(*within("first_adjudicated_at", first, month_end(first)).values())
    return next(iter(found), (0, 0))


@asked_often
def _denied_and_decided(since: datetime, before: datetime) -> QuerySet:
    """One row: the original claims first adjudicated in the time, those denied before all of them."""
    decided = _originals().filter(first_adjudicated_at__gte=since, first_adjudicated_at__lt=before)
    denied = Count("first_adjudicated_at", filter=Q(was_denied_at_first=True))
    grouped = decided.values("practice").order_by().annotate(denied=denied, decided=Count("*"))
    return grouped.values_list("denied", "decided")
