"""Entries and transactions: what the journal is made of."""

from collections import defaultdict

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.core.ledger.chart import CHART, Account, Chart
from cleanclaim.core.ledger.errors import UnsoundTransaction

LARGEST = 2**53


class Entry(Struct, frozen=True):
    """One side of a transaction: exactly one of `debit` and `credit` is a positive whole number of cents."""

    account: str
    party: str | None = None
    line: str | None = None
    debit: int = 0
    credit: int = 0

    @property
    def net(self) -> int:
        """Debit positive, credit negative."""
        return self.debit - self.credit

    @property
    def swapped(self) -> "Entry":
        return replace(self, debit=self.credit, credit=self.debit)


def entry(account: str, party: str | None, line: str | None, net: int) -> Entry:
    """An entry from a signed amount: positive is a debit."""
    return Entry(account, party, line, debit=max(net, 0), credit=max(-net, 0))


class Transaction(Struct, frozen=True, omit_defaults=True):
    """One posting.  `source_key` makes it happen once; `reverses` names the transaction it undoes (A5).

    `reference` says which money of a party it adds to or takes from, where more than one kind waits: the reference of a
    PLB, the source key of a held claim, the encounter a copay is for.
    """

    source_key: str
    kind: str
    entries: tuple[Entry, ...]
    reference: str = ""
    reverses: str = ""
    memo: str = ""

    def check(self, chart: Chart = CHART) -> "Transaction":
        """Itself, if it is sound.

        Raises UnsoundTransaction if it does not balance in total and on every line (A1, A2), if an entry has not
        exactly one positive side (A3) or does not fit the chart (A9).
        """
        by_line: dict[str | None, int] = defaultdict(int)
        for e in self.entries:
            self._check_entry(e, chart)
            by_line[e.line] += e.net
        if len(self.entries) < 2:
            raise UnsoundTransaction(f"{self.source_key}: fewer than two entries")
        for line, net in by_line.items():
            if net:
                raise UnsoundTransaction(f"{self.source_key}: line {line} is out of balance by {net} cents")
        return self

    def _check_entry(self, e: Entry, chart: Chart) -> None:
        if not (type(e.debit) is type(e.credit) is int and 0 <= e.debit < LARGEST and 0 <= e.credit < LARGEST):
            raise UnsoundTransaction(f"{self.source_key}: {e} has an amount that is not a whole number of cents")
        if (e.debit > 0) == (e.credit > 0):
            raise UnsoundTransaction(f"{self.source_key}: {e} must have exactly one positive side")
        if (account := chart.accounts.get(e.account)) is None:
            raise UnsoundTransaction(f"{self.source_key}: there is no account {e.account}")
        if fault := _misfit(e, account):
            raise UnsoundTransaction(f"{self.source_key}: {e.account} {fault}, got {e.party}, line {e.line}")

    def net(self, account: str, *, party: str | None = None, line: str | None = None) -> int:
        """Debits less credits on an account, of one party or line where given."""
        return sum(
            e.net for e in self.entries if e.account == account and party in (None, e.party) and line in (None, e.line)
        )


def _misfit(e: Entry, account: Account) -> str:
    """Why an entry does not fit its account; empty when it does."""
    if account.line == "required" and not e.line:
        return "needs a charge line"
    if account.line == "forbidden" and e.line:
        return "takes no charge line"
    kinds = account.party_kinds
    if not kinds:
        return "takes no party" if e.party else ""
    return "" if e.party and e.party.partition(":")[0] in kinds else f"needs a party of kind {' or '.join(kinds)}"


def reverse(transaction: Transaction, source_key: str) -> Transaction:
    """The same accounts, parties and lines with sides swapped (A5).

    Raises UnsoundTransaction for a reversal: what was undone is posted anew, never un-undone.
    """
    if transaction.reverses:
        raise UnsoundTransaction(f"{transaction.source_key} is a reversal; post the event anew instead")
    return Transaction(
        source_key,
        f"{transaction.kind}_reversed",
        tuple(e.swapped for e in transaction.entries),
        reference=transaction.reference,
        reverses=transaction.source_key,
    )
