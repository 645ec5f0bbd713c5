"""One transaction in the making: its entries, the balances they would leave, and what puts those right."""

from collections.abc import Iterable

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.chart import CHART
from cleanclaim.core.ledger.state import AccountState, Answer
from cleanclaim.core.ledger.transaction import Entry, Transaction, entry
from cleanclaim.core.ledger.work import Work


class Draft:
    """Entries being collected for one transaction, and the balances they would leave.

    `parked` are transactions that stand beside it: cash put aside or taken up again.
    """

    def __init__(self, state: AccountState) -> None:
        self.state = state
        self.entries: list[Entry] = []
        self._nets: dict[tuple[str, str | None, str | None], int] = {}  # of the entries
        self.parked: list[Transaction] = []

    def move(self, amount: int, *, to: tuple[str, str], out_of: tuple[str, str], line: str | None) -> None:
        """Debit `to` and credit `out_of`; a negative amount goes the other way; zero is nothing."""
        if amount:
            moved = ((to, amount), (out_of, -amount))
            self.add([entry(account, party or None, line, net) for (account, party), net in moved])

    def add(self, entries: Iterable[Entry]) -> None:
        for e in entries:
            key = e.account, e.party, e.line
            self._nets[key] = self._nets.get(key, 0) + e.net
            self.entries.append(e)

    def answered(self, answer: Answer) -> None:
        """Remember what a payer said of a line."""
        self.state = self.state.with_line(self.state.lines[answer.line].with_answer(answer))

    def undone(self, answer: Answer) -> None:
        """An answer no longer counts: reversed by the payer or voided by us."""
        self.state = self.state.with_line(self.state.lines[answer.line].with_standing(answer, "undone"))

    def open(self, account: str, party: str, line: str) -> int:
        """Balance of the line with the draft's own entries."""
        return self.state.lines[line].open(account, party) + self._nets.get((account, party, line), 0)

    def owed(self, line: str) -> int:
        """What is owed on the line in all; who is below zero is about to be swept, and makes no room for others."""
        balances = self.state.lines[line].balances
        drafted = {(account, party or "") for account, party, of_line in self._nets if of_line == line}
        owners = [key for key in {*balances, *drafted} if key[0] in chart.RECEIVABLES]
        return sum(max(self.open(account, party, line), 0) for account, party in owners)

    def owed_overpayment(self, payer: str, line: str) -> int:
        """What is owed back to the payer on this line, with the draft's own entries."""
        return self.state.of(chart.OVERPAYMENTS, payer, line) - self._nets.get((chart.OVERPAYMENTS, payer, line), 0)

    def sweep(self) -> list[Work]:
        """Leave no receivable below zero (B2), and no more owed on a line than its charge (B3)."""
        work = self._raise_to_zero()
        return work + self._raise_to_zero() if self._lower_bonuses() else work

    def _raise_to_zero(self) -> list[Work]:
        """Take back write-offs of a party below zero and what it passed on, first payer first, then owe it the rest."""
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

    def _lower_bonuses(self) -> bool:
        """Of the bonuses that made payers owe more, the latest first, keep what there is room for now that another
        answer is taken back; returns whether one was lowered."""
        before = len(self.entries)
        for line in sorted({e.line for e in self.entries if e.line in self.state.lines}):
            known = self.state.lines[line]
            over = 0 if known.is_voided else self.owed(line) - known.charge
            for answer in reversed(known.answers) if over > 0 else ():
                start = len(self.entries)
                for e in answer.posted if answer.standing == "posted" else ():
                    part = min(over, max(-e.net, 0)) if CHART.is_adjustment(e.account) else 0
                    out_of = (chart.INSURANCE, answer.payer)
                    self.move(part, to=(e.account, e.party or ""), out_of=out_of, line=line)
                    over -= part
                self._add_to(answer, self.entries[start:])
        return len(self.entries) > before

    def _add_to(self, answer: Answer, back: list[Entry]) -> None:
        """What was undone of an answer belongs to it: its reversal finds nothing of that left."""
        if back:
            line = self.state.lines[answer.line]
            self.state = self.state.with_line(line.with_posted(answer, (*answer.posted, *back)))

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
            self._add_to(answer, self.entries[start:])
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
