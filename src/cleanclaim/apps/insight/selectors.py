"""KPIs read from the ledger, claims and remittances; every figure says from which rows it comes."""

from datetime import date, timedelta

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat

from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.insight.measures import (
    MONTHS_SHOWN,
    Bucket,
    Figure,
    MoneyOfMonth,
    month_end,
    month_of,
    months_before,
    ratio,
    starts,
    within,
)
from cleanclaim.apps.ledger.models import Balance, JournalEntry, Receipt
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.remittances.choices import Disposition
from cleanclaim.apps.remittances.models import RemittanceClaim
from cleanclaim.core.ledger import chart

AGES = (("0–30 days", 0, 30), ("31–60 days", 31, 60), ("61–90 days", 61, 90), ("91–120 days", 91, 120))
OLDEST = ("Over 120 days", 121, None)
CHARGE_DAYS = 90
REJECTIONS = ("ack_999_or_277ca_reject", "payer_277ca_reject")
ADJUDICATED = ("1", "2", "3", "4", "19", "20", "21")


def receivables_by_age(*, on: date, by: Actor) -> list[Bucket]:
    """Open A/R in five ages from the date of service; they sum to the A/R control accounts (invariant G1)."""
    by.require("report.financial")
    return [_bucket(label, first, last, on) for label, first, last in (*AGES, OLDEST)]


def days_in_receivables(*, on: date, by: Actor) -> Figure:
    """K01: gross A/R over the average daily charges of the last 90 days."""
    by.require("report.financial")
    history = tuple(
        ratio(_receivable(on=end), _charges(end) // CHARGE_DAYS, "days")
        for end in (month_end(first) for first in months_before(on, MONTHS_SHOWN - 1))
    )
    charges = _charges(on) // CHARGE_DAYS
    return Figure("Days in A/R", _receivable(), charges, "days", target="35.0", is_up_good=False, history=history)


def first_pass_acceptance(*, on: date, by: Actor) -> Figure:
    """K14/K15: claims first sent this month that no receiver rejected, over claims first sent this month."""
    by.require("report.financial")
    months = [*months_before(on, MONTHS_SHOWN - 1), month_of(on)]
    counts = [_acceptance(first) for first in months]
    history = tuple(ratio(good, sent, "percent") for good, sent in counts[:-1])
    return Figure("First-pass acceptance", *counts[-1], "percent", target="97.0%", history=history)


def denial_rate(*, on: date, by: Actor) -> Figure:
    """K17: claims with a denied line at their first adjudication, over claims first adjudicated, by payment month."""
    by.require("report.financial")
    months = [*months_before(on, MONTHS_SHOWN - 1), month_of(on)]
    counts = [_denials(first) for first in months]
    history = tuple(ratio(denied, decided, "percent") for denied, decided in counts[:-1])
    return Figure("Denial rate", *counts[-1], "percent", target="5.0%", is_up_good=False, history=history)


def money_of_month(*, on: date, by: Actor) -> MoneyOfMonth:
    """What came in and went out from the first of the month to the day."""
    by.require("report.financial")
    first = month_of(on)
    moved = JournalEntry.objects.filter(transaction__posted_on__range=(first, on))
    payers = moved.filter(account=chart.ERA).exclude(transaction__kind__contains="deposit")
    sums = payers.aggregate(came=Sum("debit"), taken=Sum("credit"))
    refunds = moved.filter(account__endswith="refunds_payable").aggregate(paid=Sum("debit"))
    received = Receipt.objects.filter(**within("received_at", first, on)).aggregate(sum=Sum("amount"))
    return MoneyOfMonth(sums["came"] or 0, received["sum"] or 0, refunds["paid"] or 0, sums["taken"] or 0)


def claims_rejected_at_first(*, first: date, by: Actor) -> QuerySet[Claim]:
    """The claims first sent in the month that a receiver rejected: the rows behind first-pass acceptance."""
    by.require("claim.view")
    return _sent(first).filter(_was_rejected(first))


def answers_denied(*, first: date, by: Actor) -> QuerySet[RemittanceClaim]:
    """The denied answers of the month: the rows behind the denial rate."""
    by.require("claim.view")
    return _decided(first).filter(is_denial=True)


def _bucket(label: str, first: int, last: int | None, on: date) -> Bucket:
    rows = Balance.objects.filter(account__in=chart.RECEIVABLES).exclude(amount=0)
    youngest = on - timedelta(days=first)
    rows = rows.filter(service_on__lte=youngest) if first else rows
    rows = rows.filter(service_on__gte=on - timedelta(days=last)) if last is not None else rows
    sums = rows.aggregate(
        insurance=Sum("amount", filter=Q(account=chart.INSURANCE)),
        patient=Sum("amount", filter=~Q(account=chart.INSURANCE)),
    )
    return Bucket(label, first, last, sums["insurance"] or 0, sums["patient"] or 0)


def _receivable(*, on: date | None = None) -> int:
    """Open A/R now from the running balances; at the end of a day, that less what the journal moved since."""
    open_now = Balance.objects.filter(account__in=chart.RECEIVABLES).exclude(amount=0).aggregate(sum=Sum("amount"))
    if on is None:
        return open_now["sum"] or 0
    since = JournalEntry.objects.filter(account__in=chart.RECEIVABLES, transaction__posted_on__gt=on)
    return (open_now["sum"] or 0) - (since.aggregate(sum=Sum(F("debit") - F("credit")))["sum"] or 0)


def _charges(on: date) -> int:
    """Gross charges of the 90 days up to the day, voids netted."""
    window = (on - timedelta(days=CHARGE_DAYS - 1), on)
    entries = JournalEntry.objects.filter(account=chart.CHARGES, transaction__posted_on__range=window)
    return entries.aggregate(sum=Sum(F("credit") - F("debit")))["sum"] or 0


def _sent(first: date) -> QuerySet[Claim]:
    return Claim.objects.filter(**within("first_sent_at", first, month_end(first)))


def _was_rejected(first: date) -> Exists:
    """Whether the stream tells of a rejection of the claim since the day."""
    subject = Concat(Value("claim:"), Cast(OuterRef("pk"), CharField()))
    return Exists(ActivityEntry.objects.filter(subject=subject, what__in=REJECTIONS, at__gte=starts(first)))


def _acceptance(first: date) -> tuple[int, int]:
    sent, rejected = _sent(first).count(), _sent(first).filter(_was_rejected(first)).count()
    return sent - rejected, sent


def _decided(first: date) -> QuerySet[RemittanceClaim]:
    return RemittanceClaim.objects.filter(
        disposition=Disposition.POSTED,
        status_code__in=ADJUDICATED,
        claim__frequency="1",
        claim__sequence="P",
        **within("remittance__received_at", first, month_end(first)),
    )


def _denials(first: date) -> tuple[int, int]:
    counts = _decided(first).aggregate(
        denied=Count("claim", filter=Q(is_denial=True), distinct=True), decided=Count("claim", distinct=True)
    )
    return counts["denied"], counts["decided"]
