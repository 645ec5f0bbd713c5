"""KPIs in money, read from the ledger; every figure says from which rows it comes.

Each sum is read from one index alone (entry_sums, balance_open), so that the opening screen, which shows months of
them, stays quick in a large practice.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet, Sum

from cleanclaim.apps.insight.measures import (
    MONTHS_SHOWN,
    Bucket,
    Figure,
    MoneyOfMonth,
    month_end,
    month_of,
    months_before,
    ratio,
    within,
)
from cleanclaim.apps.ledger.models import Balance, JournalEntry, Receipt
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.core.ledger import chart

AGES = (("0–30 days", 0, 30), ("31–60 days", 31, 60), ("61–90 days", 61, 90), ("91–120 days", 91, 120))
OLDEST = ("Over 120 days", 121, None)
CHARGE_DAYS = 90
TO_THE_BANK = ("bank_deposit", "virtual_card_run")  # a payer's money on its way, not taken back
REFUNDS = ("patient_refunds_payable", "payer_refunds_payable")


def receivables_by_age(*, on: date, by: Actor) -> list[Bucket]:
    """Open A/R in five ages from the date of service; they sum to the A/R control accounts (invariant G1)."""
    by.require("report.financial")
    ages = (*AGES, OLDEST)
    sums = {f"from_{first}": Sum("amount", filter=_of_age(on, first, last), default=0) for _, first, last in ages}
    rows = open_balances().order_by().values_list("account").annotate(**sums)
    owed = {account: amounts for account, *amounts in rows}
    payers = owed.pop(chart.INSURANCE, [0] * len(ages))
    patients = [sum(amounts) for amounts in zip([0] * len(ages), *owed.values(), strict=True)]
    return [Bucket(*age, *amounts) for age, *amounts in zip(ages, payers, patients, strict=True)]


def days_in_receivables(*, on: date, by: Actor) -> Figure:
    """K01: gross A/R over the average daily charges of the last 90 days, voids netted.

    A/R at the end of a month is what is open now less what the journal moved since.
    """
    by.require("report.financial")
    ends = [month_end(first) for first in months_before(on, MONTHS_SHOWN - 1)]
    open_now = open_balances().aggregate(sum=Sum("amount", default=0))["sum"]
    moved = _net_by_day(chart.RECEIVABLES, since=ends[0])
    charged = _net_by_day((chart.CHARGES,), since=ends[0] - timedelta(days=CHARGE_DAYS))

    def daily_charges(end: date) -> int:
        window = end - timedelta(days=CHARGE_DAYS)
        return -sum(net for day, net in charged.items() if window < day <= end) // CHARGE_DAYS

    history = tuple(
        ratio(open_now - sum(net for day, net in moved.items() if day > end), daily_charges(end), "days")
        for end in ends
    )
    return Figure("Days in A/R", open_now, daily_charges(on), "days", target="35.0", is_up_good=False, history=history)


def money_of_month(*, on: date, by: Actor) -> MoneyOfMonth:
    """What came in and went out from the first of the month to the day."""
    by.require("report.financial")
    first = month_of(on)
    paid = JournalEntry.objects.filter(account=chart.ERA, posted_on__range=(first, on)).aggregate(
        sum=Sum("debit", default=0)
    )
    taken = taken_back(first, on).aggregate(sum=Sum("credit", default=0))
    refunds = refunds_paid(first, on).aggregate(sum=Sum("debit", default=0))
    received = Receipt.objects.filter(**within("received_at", first, on)).aggregate(sum=Sum("amount", default=0))
    return MoneyOfMonth(paid["sum"], received["sum"], refunds["sum"], taken["sum"])


def open_balances() -> QuerySet[Balance]:
    """What payers and patients owe, by line."""
    return Balance.objects.filter(account__in=chart.RECEIVABLES).exclude(amount=0)


def taken_back(first: date, last: date) -> QuerySet[JournalEntry]:
    """What payers took back in the days."""
    entries = JournalEntry.objects.filter(account=chart.ERA, posted_on__range=(first, last), credit__gt=0)
    return entries.exclude(transaction__kind__in=TO_THE_BANK)


def refunds_paid(first: date, last: date) -> QuerySet[JournalEntry]:
    """Refunds that left in the days."""
    return JournalEntry.objects.filter(account__in=REFUNDS, posted_on__range=(first, last), debit__gt=0)


def _of_age(on: date, first: int, last: int | None) -> Q:
    """Services that are so many days old; one still to come is of the youngest."""
    not_older = Q() if last is None else Q(service_on__gte=on - timedelta(days=last))
    return not_older & Q(service_on__lte=on - timedelta(days=first)) if first else not_older


def _net_by_day(accounts: Sequence[str], *, since: date) -> dict[date, int]:
    """{day after `since`: debits less credits of the accounts}; grouped as the index is ordered."""
    nets: dict[date, int] = defaultdict(int)
    for _, day, net in _nets(accounts, since):
        nets[day] += net
    return nets


@asked_often
def _nets(accounts: Sequence[str], since: date) -> QuerySet:
    rows = JournalEntry.objects.filter(account__in=accounts, posted_on__gt=since).order_by()
    return rows.values_list("account", "posted_on").annotate(net=Sum(F("debit") - F("credit")))
