"""Closing days and months: afterwards nothing is posted into them, and their reports never change (G3, H5)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Max, Min, Sum
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.ledger.chain import links_made
from cleanclaim.apps.ledger.choices import PeriodKind
from cleanclaim.apps.ledger.errors import NotClosable
from cleanclaim.apps.ledger.models import ApprovalRequest, Balance, HeldMoney, JournalEntry, Period, Refund
from cleanclaim.apps.ledger.reports import sums_by_account
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Location
from cleanclaim.core.ledger import chart
from cleanclaim.core.money import dollars

LOCK_OF_JOURNAL = 6  # the number that migration 0003_chain locks with the practice
CLOSES = "period.close"
TO_THE_BANK = "web:to_the_bank"


class Undone(Struct, frozen=True):
    """What should be done before a close: in words, with its money and the screen where it is done."""

    words: str
    amount: int = 0
    url_name: str = ""


def undone(*, by: Actor) -> list[Undone]:
    """What the ledger itself knows of; other stages add theirs."""
    by.require(CLOSES)
    suspense = HeldMoney.objects.filter(account=chart.SUSPENSE).order_by("party", "reference")
    found = [Undone(f"Not explained: {row.reference or row.party}", row.amount, "remittances:list") for row in suspense]
    unapplied = HeldMoney.objects.filter(account=chart.UNAPPLIED).aggregate(sum=Sum("amount", default=0))["sum"]
    drawers = Balance.objects.filter(account=chart.DRAWER).exclude(amount=0).order_by("party")
    sites = {f"site:{site.pk}": site.name for site in Location.objects.all()}
    waiting = ApprovalRequest.objects.filter(state__in=("waiting", "agreed_once"))
    unsent = Refund.objects.filter(state="approved")
    found += [Undone("Received and not matched to a claim", unapplied, "remittances:list")] if unapplied else []
    found += [
        Undone(f"Cash and checks not yet banked ({sites.get(row.party, 'no place named')})", row.amount, TO_THE_BANK)
        for row in drawers
    ]
    found += [_counted("approval", "waiting", waiting, "web:approvals")] if waiting else []
    return found + ([_counted("refund", "approved and not sent", unsent, "web:refunds")] if unsent else [])


def month_to_close(*, by: Actor) -> tuple[date, date]:
    """(first, last day) of the earliest month that is not closed: that of the first posting, or the one after."""
    by.require(CLOSES)
    closed = Period.objects.filter(kind=PeriodKind.MONTH).aggregate(last=Max("last"))["last"]
    posted = JournalEntry.objects.aggregate(first=Min("posted_on"))["first"]
    first = closed + timedelta(days=1) if closed else (posted or clock.today()).replace(day=1)
    return first, month_end(first)


@transaction.atomic
def period_close(*, kind: PeriodKind, last: date, left_open: Sequence[str], by: Actor) -> Period:
    """Close the books up to a day, or up to the end of a month; `left_open` is what the person acknowledged.

    Late entries stand in the open period with the day they happened.  Raises NotClosable.
    """
    by.require(CLOSES)
    first = last.replace(day=1) if kind == PeriodKind.MONTH else last
    _may_close(kind, last)
    _hold_postings(by)
    links_made()
    acknowledged = set(left_open)
    if missed := [each for each in undone(by=by) if each.words not in acknowledged]:
        raise NotClosable(
            f"Not closed: {missed[0].words} ({dollars(missed[0].amount)}). Settle it, or say it may wait."
        )
    row = Period.objects.create(
        practice=by.practice,
        kind=kind,
        first=first,
        last=last,
        closed_at=clock.now(),
        closed_by=by.user,
        closed_by_name=by.name,
        left_open=sorted(acknowledged),
        figures={
            each.account: [each.opening, each.debits, each.credits] for each in sums_by_account(first=first, last=last)
        },
    )
    words = f"{'Month' if kind == PeriodKind.MONTH else 'Day'} closed up to {last:%b} {last.day}, {last.year}"
    activity_record(subject=row, what="period_close", words=words, by=by, why="; ".join(row.left_open))
    return row


def period_faults() -> list[str]:
    """Closed periods whose figures the journal no longer gives."""
    return [
        f"{row.get_kind_display().lower()} closed up to {row.last}: the journal gives other sums than when it closed"
        for row in Period.objects.order_by("last")
        if row.figures
        != {m.account: [m.opening, m.debits, m.credits] for m in sums_by_account(first=row.first, last=row.last)}
    ]


def month_end(first: date) -> date:
    """The last day of the month that a day is in."""
    return (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _may_close(kind: PeriodKind, last: date) -> None:
    if last > clock.today():
        raise NotClosable("Not closed: that day is not over. Close it on the day or later.")
    if kind == PeriodKind.MONTH and last != month_end(last):
        raise NotClosable("Not closed: a month closes with its last day.")
    if Period.objects.filter(last__gte=last, kind__in=(kind, PeriodKind.MONTH)).exists():
        raise NotClosable("Closed already. What comes late stands in the open period with its own date.")


def _hold_postings(by: Actor) -> None:
    """Wait for postings that are being committed, and let the next ones see that the period is closed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_OF_JOURNAL, by.practice.pk])


def _counted(one: str, how: str, rows: Sequence, url_name: str) -> Undone:
    count = len(rows)
    return Undone(f"{count} {one}{'' if count == 1 else 's'} {how}", sum(row.amount for row in rows), url_name)
