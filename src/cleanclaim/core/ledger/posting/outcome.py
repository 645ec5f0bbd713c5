"""What an event did: transactions, the work it leaves, and the account after it."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.chart import CHART
from cleanclaim.core.ledger.state import AccountState, Answer
from cleanclaim.core.ledger.transaction import Entry, Transaction, entry
from cleanclaim.core.ledger.work import Work

Disposition = Literal["posted", "held", "informational"]
_RANK: tuple[Disposition, ...] = ("held", "posted", "informational")


class Posting(Struct, frozen=True):
    """`state` is the account after all `transactions`, which are checked and may be saved as they are."""

    state: AccountState
    transactions: tuple[Transaction, ...] = ()
    work: tuple[Work, ...] = ()
    disposition: Disposition = "posted"

    def then(self, following: "Posting") -> "Posting":
        """Two events one after the other: held if either is, informational only if both are."""
        return Posting(
            following.state,
            self.transactions + following.transactions,
            self.work + following.work,
            min(self.disposition, following.disposition, key=_RANK.index),
        )


def post(
    state: AccountState,
    *transactions: Transaction,
    work: Iterable[Work] = (),
    disposition: Disposition | None = None,
) -> Posting:
    """Check each transaction, advance the account, and prove that no receivable fell below zero (B2, B3)."""
    for transaction in transactions:
        state = state.after(transaction.check())
        for line in {e.line for e in transaction.entries if e.line in state.lines}:
            _assert_bounds(state, str(line), transaction)
    return Posting(state, transactions, tuple(work), disposition or ("posted" if transactions else "informational"))


def _assert_bounds(state: AccountState, line: str, transaction: Transaction) -> None:
    """Between the steps of a void payments are back and write-offs not yet: only there may the charge be passed."""
    known = state.lines[line]
    opens = {key: net for key, net in known.balances.items() if key[0] in chart.RECEIVABLES}
    where = f"{transaction.source_key}: line {line}, charge {known.charge}, open {opens}"
    assert all(net >= 0 for net in opens.values()), f"less than nothing is owed: {where}"
    assert sum(opens.values()) <= known.charge or transaction.kind == "charge_voided", f"too much is owed: {where}"


class Draft:
    """Entries being collected for one transaction, and the balances they would leave.

    `parked` are transactions that stand beside it: cash put aside or taken up again.
    """

    def __init__(self, state: AccountState) -> None:
        self.state = state
        self.entries: list[Entry] = []
        self.parked: list[Transaction] = []

    def move(self, amount: int, *, to: tuple[str, str], out_of: tuple[str, str], line: str | None) -> None:
        """Debit `to` and credit `out_of`; a negative amount goes the other way; zero is nothing."""
        if amount:
            for (account, party), net in ((to, amount), (out_of, -amount)):
                self.entries.append(entry(account, party or None, line, net))

    def add(self, entries: Iterable[Entry]) -> None:
        self.entries += entries

    def answered(self, answer: Answer) -> None:
        """Remember what a payer said of a line."""
        self.state = self.state.with_line(self.state.lines[answer.line].with_answer(answer))

    def undone(self, answer: Answer) -> None:
        """An answer no longer counts: reversed by the payer or voided by us."""
        self.state = self.state.with_line(self.state.lines[answer.line].with_standing(answer, "undone"))

    def open(self, account: str, party: str, line: str) -> int:
        """Balance of the line with the draft's own entries."""
        drafted = sum(e.net for e in self.entries if (e.account, e.party, e.line) == (account, party, line))
        return self.state.lines[line].open(account, party) + drafted

    def owed(self, line: str) -> int:
        """What is owed on the line in all; who is below zero is about to be swept, and makes no room for others."""
        balances = self.state.lines[line].balances
        drafted = {(e.account, e.party or "") for e in self.entries if e.line == line}
        owners = [key for key in {*balances, *drafted} if key[0] in chart.RECEIVABLES]
        return sum(max(self.open(account, party, line), 0) for account, party in owners)

    def owed_overpayment(self, payer: str, line: str) -> int:
        """What is owed back to the payer on this line, with the draft's own entries."""
        drafted = sum(e.net for e in self.entries if (e.account, e.party, e.line) == (chart.OVERPAYMENTS, payer, line))
        return self.state.of(chart.OVERPAYMENTS, payer, line) - drafted

    def sweep(self) -> list[Work]:
        """Leave no receivable below zero (B2): take back write-offs of that party and what it passed on, first payer
        first, then owe the rest to it."""
        work: list[Work] = []
        for line, account, party in self._owners():
            if (below := -self.open(account, party, line)) <= 0:
                continue
            below -= self._take_back(below, account, party, line)
            below -= self._call_back(below, party, line)
            if below:
                liability = chart.OVERPAYMENTS if account == chart.INSURANCE else chart.CREDITS
                self.move(below, to=(account, party), out_of=(liability, party), line=line)
                kind = "payer_overpayment" if account == chart.INSURANCE else "patient_credit_review"
                work.append(Work(kind, below, (line,), party))
        return work

    def _owners(self) -> list[tuple[str, str, str]]:
        """Who may owe on the lines that were touched: payers in COB order, then patients and agencies."""
        touched = {
            (e.line, e.account, e.party)
            for e in self.entries
            if e.line in self.state.lines and e.party and e.account in chart.RECEIVABLES
        }
        found: list[tuple[str, str, str]] = []
        for line in sorted({line for line, _, _ in touched}):
            known = self.state.lines[line]
            own = [(line, chart.INSURANCE, payer) for payer in known.payers]
            patient = (line, chart.PATIENT, known.patient)
            found += dict.fromkeys([*own, *sorted(each for each in touched if each[0] == line), patient])
        return found

    def _call_back(self, below: int, party: str, line: str) -> int:
        """Of what a payer's answers passed on to the next payer or the patient, as much as it never owed itself."""
        called = 0
        for answer in reversed(self.state.lines[line].answers):
            if answer.payer != party or answer.standing != "posted":
                continue
            start = len(self.entries)
            for (account, owner), amount in answer.passed_on.items():
                part = min(below - called, amount)
                self.move(part, to=(chart.INSURANCE, party), out_of=(account, owner), line=line)
                called += part
            if back := self.entries[start:]:  # a reversal of this answer finds nothing of it passed on
                changed = self.state.lines[line].with_posted(answer, (*answer.posted, *back))
                self.state = self.state.with_line(changed)
        return called

    def _take_back(self, below: int, account: str, party: str, line: str) -> int:
        """Undo what was written off or placed with an agency for this party and is not owed after all."""
        taken = 0
        for name, whose in sorted(self.state.lines[line].balances):
            if whose == party and (name == chart.COLLECTIONS or CHART.is_adjustment(name)):
                part = min(below - taken, max(self.open(name, party, line), 0))
                self.move(part, to=(account, party), out_of=(name, party), line=line)
                taken += part
        return taken

    def transaction(
        self, source_key: str, kind: str, *, reference: str = "", reverses: str = "", memo: str = ""
    ) -> list[Transaction]:
        """The one transaction of all entries; none when there are none."""
        if not self.entries:
            return []
        return [Transaction(source_key, kind, tuple(self.entries), reference, reverses, memo)]
