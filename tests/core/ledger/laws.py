"""The laws of invariants.md, checked after every step of a random history."""

from collections import defaultdict

from hypothesis.stateful import RuleBasedStateMachine, invariant

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.answers import AnsweredClaim, answers_of
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.state import HELD_ACCOUNTS, AccountState, Answer
from cleanclaim.core.ledger.transaction import Transaction

OPEN = frozenset(
    {
        "denial",
        "bundling_review",
        "downcoding_review",
        "patient_liability_review",
        "qmb_review",
        "unexplained_balance",
        "duplicate_watch",
        "full_write_off_review",
        "underpayment",
    }
)


class Books(RuleBasedStateMachine):
    """An account, and beside it what its journal alone says."""

    def __init__(self) -> None:
        super().__init__()
        self.state = AccountState()
        self.journal: list[Transaction] = []
        self.checked = 0
        self.keys: set[str] = set()
        self.nets: dict[tuple[str | None, str, str], int] = defaultdict(int)
        self.held: dict[tuple[str, str], int] = defaultdict(int)

    def take(self, posting: Posting) -> None:
        self.state = posting.state
        self.journal += posting.transactions

    @invariant()
    def every_transaction_is_sound_and_posts_once(self) -> None:
        for t in self.journal[self.checked :]:
            t.check()
            assert t.source_key not in self.keys, "A10"
            self.keys.add(t.source_key)
            for e in t.entries:
                self.nets[e.line, e.account, e.party or ""] += e.net
                if e.account in HELD_ACCOUNTS:
                    self.held[e.account, e.party or ""] -= e.net
        self.checked = len(self.journal)
        self.state_is_the_journal()

    def state_is_the_journal(self) -> None:
        """A6, A7, B1: added up from the journal alone, the balances are what the state says."""
        assert sum(self.nets.values()) == 0
        balances = {
            (line.line, *key): net for line in self.state.lines.values() for key, net in line.balances.items() if net
        }
        assert balances == {key: net for key, net in self.nets.items() if net and key[0]}
        held: dict[tuple[str, str], int] = defaultdict(int)
        for (account, party, _), amount in self.state.held.items():
            held[account, party] += amount
        assert {k: v for k, v in held.items() if v} == {k: v for k, v in self.held.items() if v}

    @invariant()
    def nobody_owes_less_than_nothing_nor_more_than_the_charge(self) -> None:
        for line in self.state.lines.values():
            opens = [v for (account, _), v in line.balances.items() if account in chart.RECEIVABLES]
            assert all(v >= 0 for v in opens), "B2"
            assert 0 <= sum(opens) <= line.charge, "B3"

    @invariant()
    def money_held_is_never_negative(self) -> None:
        """Overpayments, patient credits, refunds and recoupments are liabilities; only suspense may go below.

        What a patient owes beside lines is the one asset among them.
        """
        for (account, party, reference), amount in self.state.held.items():
            if account == chart.FEES:
                assert amount < 0, (party, amount)
            elif account not in (chart.UNAPPLIED, chart.SUSPENSE):
                assert amount > 0, (account, party, reference, amount)


def check_first_answer(claim: AnsweredClaim, before: AccountState, posting: Posting) -> None:
    """D1 to D4 on every line this payer had not spoken of before."""
    if posting.disposition != "posted" or (claim.answer.status == "23" and not claim.answer.paid):
        return
    for answer in answers_of(claim) or ():
        if not any(a.payer == claim.payer for a in before.lines[answer.line].answers):
            _check_first_answer(answer, before, posting)


def _check_first_answer(answer: Answer, before: AccountState, posting: Posting) -> None:
    line, after = before.lines[answer.line], posting.state.lines[answer.line]
    entries = [
        e for t in posting.transactions if t.source_key == answer.source_key for e in t.entries if e.line == answer.line
    ]
    written = sum(e.net for e in entries if chart.CHART.is_adjustment(e.account))
    share = max(answer.total("PR"), 0)
    bonus = -sum(a.amount for a in answer.adjustments if a.amount < 0)
    room = line.open_with(answer.payer)
    assert written <= max(0, room - min(answer.paid, room) - min(share, room)) + bonus, "D1"
    work = [w for w in posting.work if w.party == answer.payer and w.lines == (answer.line,) and w.kind in OPEN]
    covered = sum(w.amount for w in work)
    assert covered == after.open_with(answer.payer), "D2, D4: every open cent is on one piece of work"


def check_patient_cause(answered: list[AnsweredClaim], posting: Posting) -> None:
    """B5: an answer makes the patient owe only what some PR said; CO, PI and OA never do."""
    caused = sum(max(a.amount, 0) for c in answered for a in c.answer.all_adjustments if a.group == "PR")
    for t in posting.transactions:
        if t.kind in ("claim_payment", "reversal_and_correction"):
            raised = sum(e.debit for e in t.entries if e.account == chart.PATIENT)
            lowered = sum(e.debit for e in t.entries if e.account == chart.CREDITS)
            assert raised <= caused + lowered
