"""The proof of the books: what must hold of a practice's journal at any moment (invariants A1–A7, B2, B3)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Count, F, Q, Sum

from cleanclaim.apps.ledger.chain import chain_faults
from cleanclaim.apps.ledger.models import Balance, ChargeLine, HeldMoney, JournalEntry, JournalTransaction
from cleanclaim.apps.ledger.periods import period_faults
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.state import HELD_ACCOUNTS
from cleanclaim.core.money import dollars

NET = Sum(F("debit") - F("credit"))


def ledger_faults() -> list[str]:
    """Every way in which the acting practice's books do not hold; an empty list is the proof.

    The books are read as they are at one moment, whoever posts meanwhile.
    """
    with _one_moment():
        return [
            *_unbalanced_transactions(),
            *_unbalanced_lines(),
            *_entries_of_another_day(),
            *_balances_that_differ(),
            *_negative_receivables(),
            *_held_that_differs(),
            *_lines_beyond_their_charge(),
            *chain_faults(),
            *period_faults(),
        ]


@contextmanager
def _one_moment() -> Iterator[None]:
    """One transaction, and on PostgreSQL one snapshot; inside a transaction of somebody else, that one."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _unbalanced_transactions() -> Iterator[str]:
    """A1: at least two entries that sum to zero."""
    rows = JournalTransaction.objects.annotate(
        count=Count("entries"), net=Sum(F("entries__debit") - F("entries__credit"))
    )
    for row in rows.filter(Q(count__lt=2) | ~Q(net=0)):
        yield f"transaction {row.source_key}: {row.count} entries that sum to {row.net} cents"


def _unbalanced_lines() -> Iterator[str]:
    """A2: each charge line sums to zero within its transaction."""
    rows = JournalEntry.objects.values("transaction__source_key", "line").annotate(net=NET).exclude(net=0)
    for row in rows:
        yield f"transaction {row['transaction__source_key']}: line {row['line']} is off by {row['net']} cents"


def _entries_of_another_day() -> Iterator[str]:
    """An entry stands in the books on the day of its transaction."""
    rows = JournalEntry.objects.exclude(posted_on=F("transaction__posted_on")).select_related("transaction")
    for row in rows:
        yield f"transaction {row.transaction.source_key}: entry {row.pk} stands on {row.posted_on}"


def _balances_that_differ() -> Iterator[str]:
    """A7: the running balances are the sums of the journal."""
    journal = {
        (row["account"], row["party"], row["line"] or 0): row["net"]
        for row in JournalEntry.objects.values("account", "party", "line").annotate(net=NET).order_by()
        if row["net"]
    }
    kept = {(row.account, row.party, row.line_id): row.amount for row in Balance.objects.exclude(amount=0)}
    for key in sorted({*journal, *kept}):
        if journal.get(key, 0) != kept.get(key, 0):
            account, party, line = key
            yield (
                f"balance of {account} {party} line {line}: {dollars(kept.get(key, 0))} kept, "
                f"{dollars(journal.get(key, 0))} in the journal"
            )


def _negative_receivables() -> Iterator[str]:
    """B2: nobody owes less than nothing."""
    for row in Balance.objects.filter(account__in=chart.RECEIVABLES, amount__lt=0):
        yield f"{row.party} owes {dollars(row.amount)} on line {row.line_id}"


def _held_that_differs() -> Iterator[str]:
    """Money held by reference is the balance of its account."""
    kept: dict[tuple[str, str], int] = {}
    for row in HeldMoney.objects.values("account", "party").annotate(sum=Sum("amount")).order_by():
        kept[(row["account"], row["party"])] = row["sum"]
    balances = Balance.objects.filter(account__in=HELD_ACCOUNTS).values("account", "party").annotate(sum=Sum("amount"))
    journal = {(row["account"], row["party"]): -row["sum"] for row in balances.order_by() if row["sum"]}
    for account, party in sorted({*kept, *journal}):
        held, owed = kept.get((account, party), 0), journal.get((account, party), 0)
        if held != owed:
            yield f"held for {party} in {account}: {dollars(held)} by reference, {dollars(owed)} in the journal"


def _lines_beyond_their_charge() -> Iterator[str]:
    """B3: what is open on a line is never more than its charge."""
    rows = Balance.objects.filter(account__in=chart.RECEIVABLES).values("line_id").annotate(sum=Sum("amount"))
    opens = {row["line_id"]: row["sum"] for row in rows.order_by() if row["sum"]}
    for line in ChargeLine.objects.filter(pk__in=opens).only("pk", "charge"):
        if opens[line.pk] > line.charge:
            yield f"line {line.pk}: {dollars(opens[line.pk])} open of a charge of {dollars(line.charge)}"
