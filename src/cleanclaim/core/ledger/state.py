"""An account as a value: its charge lines, what is open on each, and the money held beside them.

All of it is sums of journal entries, so it is built by one query and advanced by ``state.after(transaction)``.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.chart import CHART
from cleanclaim.core.ledger.transaction import Entry, Transaction

Held = tuple[str, str, str]
"""(account, party, reference): money of one party that waits for one thing."""

HELD_ACCOUNTS = frozenset(
    {
        chart.CREDITS,
        chart.FEES,
        chart.OVERPAYMENTS,
        chart.UNAPPLIED,
        chart.SUSPENSE,
        chart.RECOUP,
        "payer_refunds_payable",
        "patient_refunds_payable",
    }
)

_WITHOUT_REFERENCE = frozenset({chart.FEES, "payer_refunds_payable", "patient_refunds_payable"})


class Answer(Struct, frozen=True, omit_defaults=True):
    """What one payer said of one line, and how it stands with us.

    `posted` are the entries it caused on this line: a reversal undoes these, not what the payer shows (D5).
    """

    line: str
    payer: str
    source_key: str
    charge: int
    paid: int
    adjustments: tuple[Adjustment, ...] = ()
    status: str = "1"
    payer_claim_control_number: str = ""
    remarks: tuple[str, ...] = ()
    procedure: str = ""
    procedure_submitted: str = ""
    cash: str = chart.ERA
    standing: Literal["posted", "held", "undone"] = "posted"
    posted: tuple[Entry, ...] = ()

    def total(self, group: str) -> int:
        """Sum of the adjustments of one group."""
        return sum(a.amount for a in self.adjustments if a.group == group)

    @property
    def passed_on(self) -> dict[tuple[str, str], int]:
        """What it made others owe: the next payer or the patient, by (account, party)."""
        found: dict[tuple[str, str], int] = {}
        for e in self.posted:
            if e.account in chart.RECEIVABLES and (e.account, e.party) != (chart.INSURANCE, self.payer):
                key = (e.account, e.party or "")
                found[key] = found.get(key, 0) + e.net
        return {key: amount for key, amount in found.items() if amount > 0}

    def says_the_same_as(self, other: "Answer") -> bool:
        """Same payment, same adjustments, same payer claim number: a duplicate (D6b)."""
        return (
            self.paid == other.paid
            and sorted_adjustments(self.adjustments) == sorted_adjustments(other.adjustments)
            and _compatible(self.payer_claim_control_number, other.payer_claim_control_number)
        )

    def mirrors(self, other: "Answer") -> bool:
        """Every amount is minus the other's: its reversal (C7)."""
        negated = tuple(replace(a, amount=-a.amount) for a in self.adjustments)
        return replace(self, paid=-self.paid, adjustments=negated).says_the_same_as(other)


def sorted_adjustments(adjustments: Iterable[Adjustment]) -> list[tuple[str, str, int]]:
    """Group, reason and amount in an order that does not depend on the sender's."""
    return sorted((a.group, a.reason, a.amount) for a in adjustments if a.amount)


def _compatible(one: str, other: str) -> bool:
    return one == other or not one or not other


class LineState(Struct, frozen=True, omit_defaults=True):
    """One charge line.  `balances` are debits less credits by (account, party); `payers` stand in COB order."""

    line: str
    charge: int
    patient: str
    payers: tuple[str, ...] = ()
    balances: dict[tuple[str, str], int] = {}
    answers: tuple[Answer, ...] = ()
    encounter: str = ""
    service_on: date | None = None

    def open(self, account: str, party: str) -> int:
        return self.balances.get((account, party), 0)

    def open_with(self, party: str) -> int:
        """What a payer or a patient still owes on this line, collections left out."""
        return self.open(chart.INSURANCE if party.startswith("payer:") else chart.PATIENT, party)

    def parties(self, account: str) -> dict[str, int]:
        """Balances of one account by party, zeros left out."""
        return {party: net for (name, party), net in self.balances.items() if name == account and net}

    @property
    def receivable(self) -> int:
        """Open with everyone."""
        return sum(net for (account, _), net in self.balances.items() if account in chart.RECEIVABLES)

    @property
    def adjusted(self) -> int:
        return sum(net for (account, _), net in self.balances.items() if CHART.is_adjustment(account))

    @property
    def paid(self) -> int:
        """Money from payers and patients that stays on this line (B1)."""
        return self.charge - self.adjusted - self.receivable if not self.is_voided else 0

    @property
    def is_voided(self) -> bool:
        return bool(self.balances) and self.open(chart.CHARGES, "") == 0

    def next_payer(self, payer: str) -> str | None:
        """Who follows in COB order."""
        rank = self.payers.index(payer) + 1
        return self.payers[rank] if rank < len(self.payers) else None

    def standing_answer(self, payer: str) -> Answer | None:
        """The last adjudication of this payer that is posted."""
        return next((a for a in reversed(self.answers) if a.payer == payer and a.standing == "posted"), None)

    def with_answer(self, answer: Answer) -> "LineState":
        return replace(self, answers=(*self.answers, answer))

    def with_standing(self, answer: Answer, standing: Literal["posted", "held", "undone"]) -> "LineState":
        changed = tuple(replace(a, standing=standing) if a == answer else a for a in self.answers)
        return replace(self, answers=changed)

    def with_posted(self, answer: Answer, posted: tuple[Entry, ...]) -> "LineState":
        """The same, the answer's entries being others."""
        changed = tuple(replace(a, posted=posted) if a == answer else a for a in self.answers)
        return replace(self, answers=changed)


class AccountState(Struct, frozen=True, omit_defaults=True):
    """The lines concerned, and the money held: positive is owed by the practice.

    posting_suspense may go below; what a patient owes beside lines (fees_receivable) is always below.
    """

    lines: dict[str, LineState] = {}
    held: dict[Held, int] = {}

    def of(self, account: str, party: str, reference: str | None = None) -> int:
        """Money held on an account for a party, of one reference where given."""
        return sum(
            amount
            for (name, whose, what), amount in self.held.items()
            if name == account and whose == party and reference in (None, what)
        )

    def with_line(self, line: LineState) -> "AccountState":
        return replace(self, lines={**self.lines, line.line: line})

    def after(self, transaction: Transaction) -> "AccountState":
        """The account with a transaction posted.  Lines that are not in it are left out."""
        lines, held = dict(self.lines), dict(self.held)
        for e in transaction.entries:
            if e.line in lines:
                state, key = lines[e.line], (e.account, e.party or "")
                balances = {**state.balances, key: state.balances.get(key, 0) + e.net}
                lines[e.line] = replace(state, balances=balances)
            if e.account in HELD_ACCOUNTS:
                _hold(held, e, transaction.reference)
        return AccountState(lines, {key: amount for key, amount in held.items() if amount})


def _hold(held: dict[Held, int], e: Entry, reference: str) -> None:
    """Add a credit to its reference; take a debit from its reference first, of patient money also from the rest."""
    what = (e.line or "") if e.account == chart.OVERPAYMENTS else "" if e.account in _WITHOUT_REFERENCE else reference
    key = (e.account, e.party or "", what)
    taken = e.net
    if e.account == chart.CREDITS and taken > 0:
        others = [other for other in held if other[:2] == key[:2] and other != key]
        for source in sorted((key, *others), key=lambda k: (k != key, k[2] != "", k[2])):
            part = min(taken, max(held.get(source, 0), 0))
            held[source] = held.get(source, 0) - part
            taken -= part
    held[key] = held.get(key, 0) - taken
