"""Reports of the books over days: each is a sum of entries by the day they stand on, so closed days never change.

* trial_balance        every account: opening, debits, credits, closing; the closings sum to zero (A6)
* receivables_roll     opening + charges − payments − adjustments − moved on = closing (G2)
* deposits_roll        money on its way: opening + received − banked = still on its way (F5)
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import F, QuerySet, Sum
from msgspec import Struct

from cleanclaim.apps.ledger.choices import account_words
from cleanclaim.apps.ledger.models import JournalEntry
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.chart import CHART

SEES = "report.financial"
ON_ITS_WAY = (chart.ERA, chart.LOCKBOX, chart.CARD, chart.DRAWER)
PAID = {
    chart.ERA: "Paid by payers",
    chart.LOCKBOX: "Paid by payers, paper",
    chart.CREDITS: "Paid by patients",
    chart.OVERPAYMENTS: "Paid too much by payers",
}


class Moved(Struct, frozen=True):
    """An account, or one party of it, over the days; cents, debits positive."""

    account: str
    party: str
    opening: int
    debits: int
    credits: int

    @property
    def words(self) -> str:
        return account_words(self.account)

    @property
    def closing(self) -> int:
        return self.opening + self.debits - self.credits


class Step(Struct, frozen=True):
    """One line of a roll-forward: what it adds to what is owed, and the account whose rows are behind it."""

    words: str
    amount: int
    account: str = ""
    section: str = ""


class Roll(Struct, frozen=True):
    """A roll-forward: opening + steps = closing, to the cent."""

    opening: int
    steps: tuple[Step, ...]
    closing: int

    @property
    def is_tied(self) -> bool:
        return self.opening + sum(step.amount for step in self.steps) == self.closing


def trial_balance(*, first: date, last: date, by: Actor) -> list[Moved]:
    """Every account that ever moved up to `last`, in the order of the chart."""
    by.require(SEES)
    return sums_by_account(first=first, last=last)


def sums_by_account(*, first: date, last: date) -> list[Moved]:
    """The figures that a close keeps."""
    moved = _moved(JournalEntry.objects.all(), ("account",), first, last)
    return sorted(moved, key=lambda each: CHART.accounts[each.account].number)


def receivables_roll(*, first: date, last: date, by: Actor) -> Roll:
    """What everybody owes, from the day before `first` to `last`.

    Each transaction is in balance on every line (A2), so what left the receivables of the lines stands on their other
    accounts: charges, adjustments, and the money and liabilities of the line.
    """
    by.require(SEES)
    rows = {each.account: each for each in _moved(JournalEntry.objects.exclude(line=None), ("account",), first, last)}
    owed = [rows[account] for account in chart.RECEIVABLES if account in rows]
    others = sorted((row for name, row in rows.items() if name not in chart.RECEIVABLES), key=_section)
    steps = tuple(
        Step(PAID.get(row.account, row.words), row.credits - row.debits, row.account, SECTIONS[_section(row)[0]])
        for row in others
        if row.debits != row.credits
    )
    return Roll(sum(row.opening for row in owed), steps, sum(row.closing for row in owed))


def deposits_roll(*, first: date, last: date, by: Actor) -> list[tuple[Moved, int, int]]:
    """(clearing account and party, received, banked) of all money that was on its way to the bank in the days."""
    by.require(SEES)
    entries = JournalEntry.objects.filter(account__in=ON_ITS_WAY)
    moved = _moved(entries, ("account", "party"), first, last)
    at_bank = JournalEntry.objects.filter(account=chart.BANK).values("transaction")
    within = entries.filter(transaction__in=at_bank, posted_on__range=(first, last))
    rows = within.values_list("account", "party").annotate(banked=Sum(F("credit") - F("debit"))).order_by()
    banked = {(account, party): amount for account, party, amount in rows}
    found = []
    for each in sorted(moved, key=lambda row: (CHART.accounts[row.account].number, row.party)):
        left = banked.get((each.account, each.party), 0)
        found.append((each, each.debits - each.credits + left, left))
    return found


def entries_behind(*, account: str, party: str, first: date, last: date, by: Actor) -> QuerySet[JournalEntry]:
    """The rows behind a figure of the days, newest first."""
    by.require(SEES)
    rows = JournalEntry.objects.filter(account=account, posted_on__range=(first, last))
    rows = rows.filter(party=party) if party else rows
    return rows.select_related("transaction", "line__patient").order_by("-posted_on", "-pk")


SECTIONS = ("Charges", "Payments", "Adjustments", "Moved on")


def _section(row: Moved) -> tuple[int, int]:
    account = CHART.accounts[row.account]
    if row.account == chart.CHARGES:
        return 0, account.number
    if row.account in PAID or row.account in ON_ITS_WAY:
        return 1, account.number
    return (2 if account.is_adjustment else 3), account.number


def _moved(entries: QuerySet[JournalEntry], by: Iterable[str], first: date, last: date) -> list[Moved]:
    """Sums of entries up to `last` by the fields; those that are zero throughout are left out."""
    before = entries.filter(posted_on__lt=first).values_list(*by).annotate(net=Sum(F("debit") - F("credit")))
    within = entries.filter(posted_on__range=(first, last)).values_list(*by)
    sums: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for *key, net in before.order_by():
        sums[tuple(key)][0] = net
    for *key, debit, credit in within.annotate(debits=Sum("debit"), credits=Sum("credit")).order_by():
        sums[tuple(key)][1:] = debit, credit
    return [Moved(*key, *([""] * (2 - len(key))), *values) for key, values in sums.items() if any(values)]
