"""Whatever happens in whatever order, the laws of invariants.md hold after every step."""

from collections import defaultdict

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace
from tests.builders.histories import of_steps
from tests.core.ledger.remits import answers, mirror

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting import adjustments, charges, receipts, refunds
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.posting.remittance import post_remittance
from cleanclaim.core.ledger.state import HELD_ACCOUNTS, AccountState, LineState
from cleanclaim.core.ledger.transaction import Transaction
from cleanclaim.core.remittance.value import ProviderAdjustment, Remittance

PAYERS = ("payer:AET", "payer:TRI", "payer:MCD")
PATIENT = "patient:P1"
CARD = (chart.CARD, "processor:X")
PLB = st.builds(
    ProviderAdjustment,
    st.sampled_from(["WO", "FB", "L6", "CS", "CT", "72", "IR"]),
    st.integers(-5000, 5000),
    st.sampled_from(["R1", "R2"]),
)


class Histories(RuleBasedStateMachine):
    """One patient's account, three payers, nine things that may happen."""

    def __init__(self) -> None:
        super().__init__()
        self.state = AccountState()
        self.journal: list[Transaction] = []
        self.claims: dict[str, list[str]] = {}
        self.answered: list[AnsweredClaim] = []
        self.count = 0

    @property
    def key(self) -> str:
        self.count += 1
        return f"E{self.count}"

    def take(self, posting: Posting) -> None:
        self.state = posting.state
        self.journal += posting.transactions

    def lines_of(self, encounter: str) -> list[LineState]:
        return [self.state.lines[line] for line in self.claims[encounter]]

    @rule(cents=st.lists(st.integers(1, 40_000), min_size=1, max_size=3), payers=st.integers(0, 3))
    def charge(self, cents: list[int], payers: int) -> None:
        encounter = self.key
        names = [f"{encounter}-L{n}" for n, _ in enumerate(cents, start=1)]
        new = [
            LineState(name, amount, PATIENT, PAYERS[:payers], encounter=encounter)
            for name, amount in zip(names, cents, strict=True)
        ]
        self.claims[encounter] = names
        self.take(charges.charge_posted(new, self.state, source_key=encounter))

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), plb=st.lists(PLB, max_size=2))
    def remit(self, data: st.DataObject, plb: list[ProviderAdjustment]) -> None:
        encounter = data.draw(st.sampled_from(sorted(self.claims)))
        payer = data.draw(st.sampled_from(PAYERS))
        claim = data.draw(answers(self.lines_of(encounter), payer, f"835:{self.key}#CLP1"))
        before = self.state
        posting = self.post([claim], plb)
        self.check_first_answer(claim, before, posting)

    @precondition(lambda self: self.answered)
    @rule(data=st.data())
    def same_again(self, data: st.DataObject) -> None:
        claim = data.draw(st.sampled_from(self.answered))
        self.post([replace(claim, source_key=f"835:{self.key}#CLP1")], [])

    @precondition(lambda self: self.answered)
    @rule(data=st.data(), corrected=st.booleans(), correction_first=st.booleans())
    def reverse(self, data: st.DataObject, corrected: bool, correction_first: bool) -> None:
        claim = data.draw(st.sampled_from(self.answered))
        key = f"835:{self.key}#CLP"
        unit = [mirror(claim, f"{key}1")]
        if corrected:
            lines = [self.state.lines[line.line] for line in claim.match.billed]
            unit.append(data.draw(answers(lines, claim.payer, f"{key}2")))
        self.post(unit[::-1] if correction_first else unit, [])

    def post(self, unit: list[AnsweredClaim], plb: list[ProviderAdjustment]) -> Posting:
        paid = sum(claim.answer.paid for claim in unit)
        remittance = Remittance(
            amount=paid - sum(p.amount for p in plb),
            method="ACH",
            trace_number=unit[0].source_key,
            paid_on=None,
            claims=tuple(claim.answer for claim in unit),
            provider_adjustments=tuple(plb),
        )
        source = unit[0].source_key.partition("#")[0]
        posting = post_remittance(remittance, unit, self.state, payer=unit[0].payer, source=source)
        self.take(posting)
        moved = sum(t.net(chart.ERA) for t in posting.transactions)
        assert moved == remittance.amount, "C11, C12: all money of the 835 is posted or held, none is dropped"
        self.answered += [claim for claim in unit if not claim.answer.is_reversal]
        self.check_patient_cause(unit, posting)
        return posting

    def check_patient_cause(self, unit: list[AnsweredClaim], posting: Posting) -> None:
        """B5: an answer makes the patient owe only what some PR said; CO, PI and OA never do."""
        caused = sum(max(a.amount, 0) for c in self.answered for a in c.answer.all_adjustments if a.group == "PR")
        for t in posting.transactions:
            if t.kind in ("claim_payment", "reversal_and_correction"):
                raised = sum(e.debit for e in t.entries if e.account == chart.PATIENT)
                lowered = sum(e.debit for e in t.entries if e.account == chart.CREDITS)
                assert raised <= caused + lowered

    def check_first_answer(self, claim: AnsweredClaim, before: AccountState, posting: Posting) -> None:
        """D1 to D4 on every line this payer had not spoken of before."""
        for m in claim.match.matched:
            line, service = before.lines[m.line], claim.answer.lines[m.service]
            if posting.disposition != "posted" or any(a.payer == claim.payer for a in line.answers):
                continue
            after = posting.state.lines[m.line]
            payment = [t for t in posting.transactions if t.source_key == claim.source_key]
            written = sum(e.net for t in payment for e in t.entries if e.line == m.line and _is_adjustment(e.account))
            pr = sum(a.amount for a in service.adjustments if a.group == "PR")
            bonus = -sum(a.amount for a in service.adjustments if a.amount < 0)
            room = line.open_with(claim.payer)
            assert written <= max(0, room - min(service.paid, room) - min(pr, room)) + bonus, "D1"
            covered = sum(
                w.amount for w in posting.work if w.party == claim.payer and w.lines == (m.line,) and w.kind in OPEN
            )
            assert covered == after.open_with(claim.payer), "D2, D4: every open cent is on one piece of work"

    @rule(amount=st.integers(1, 30_000), waits=st.booleans())
    def patient_pays(self, amount: int, waits: bool) -> None:
        chosen = () if waits else None
        self.take(
            receipts.patient_receipt(
                self.state, patient=PATIENT, amount=amount, money=CARD, source_key=self.key, chosen=chosen
            )
        )

    @rule()
    def credit_is_used(self) -> None:
        self.take(receipts.credit_applied(self.state, patient=PATIENT, source_key=self.key))

    @precondition(lambda self: self.state.lines)
    @rule(data=st.data())
    def write_off(self, data: st.DataObject) -> None:
        line = self.state.lines[data.draw(st.sampled_from(sorted(self.state.lines)))]
        party = data.draw(st.sampled_from([*PAYERS, PATIENT]))
        account = "bad_debt" if party == PATIENT else "denial_writeoff"
        if owed := line.open_with(party):
            amount = data.draw(st.integers(1, owed))
            key = self.key
            amounts = {line.line: amount}
            self.take(adjustments.write_off(amounts, self.state, account=account, party=party, source_key=key))

    @precondition(lambda self: self.state.lines)
    @rule(data=st.data(), amount=st.integers(1, 10_000))
    def transfer(self, data: st.DataObject, amount: int) -> None:
        line = self.state.lines[data.draw(st.sampled_from(sorted(self.state.lines)))]
        payer = data.draw(st.sampled_from(PAYERS))
        answer = line.standing_answer(payer)
        try:
            posting = adjustments.transfer_to_patient(line.line, amount, self.state, payer=payer, source_key=self.key)
        except ActRefused:
            return
        assert answer is not None
        assert amount <= answer.total("PR"), "CO to the patient"
        self.take(posting)

    @precondition(lambda self: self.state.lines)
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        line = data.draw(st.sampled_from(sorted(self.state.lines)))
        if not self.state.lines[line].is_voided:
            self.take(charges.charge_voided(line, self.state, source_key=self.key))
            assert self.state.lines[line].receivable == 0, "B6"
            assert self.state.lines[line].adjusted == 0, "B6"

    @rule(party=st.sampled_from([*PAYERS, PATIENT]), share=st.integers(1, 100))
    def refund(self, party: str, share: int) -> None:
        account = chart.OVERPAYMENTS if party.startswith("payer:") else chart.CREDITS
        if amount := self.state.of(account, party) * share // 100:
            self.take(refunds.refund_approved(self.state, party=party, amount=amount, source_key=self.key))
            money = (chart.BANK, "bank:1")
            paid = refunds.refund_paid(self.state, party=party, amount=amount, money=money, source_key=self.key)
            self.take(paid)

    @invariant()
    def every_transaction_is_sound_and_posts_once(self) -> None:
        for t in self.journal[-6:]:
            t.check()
        keys = [t.source_key for t in self.journal]
        assert len(keys) == len(set(keys)), "A10"

    @invariant()
    def state_is_the_journal(self) -> None:
        """A6, A7, B1: rebuilt from the journal alone, the balances are what the state says."""
        nets: dict[tuple[str | None, str, str], int] = defaultdict(int)
        held: dict[tuple[str, str], int] = defaultdict(int)
        for t in self.journal:
            for e in t.entries:
                nets[e.line, e.account, e.party or ""] += e.net
                if e.account in HELD_ACCOUNTS:
                    held[e.account, e.party or ""] -= e.net
        assert sum(nets.values()) == 0
        for name, line in self.state.lines.items():
            assert {k: v for k, v in line.balances.items() if v} == {
                (a, p): v for (where, a, p), v in nets.items() if where == name and v
            }
        for (account, party), amount in held.items():
            assert self.state.of(account, party) == amount

    @invariant()
    def nobody_owes_less_than_nothing_nor_more_than_the_charge(self) -> None:
        for line in self.state.lines.values():
            opens = [v for (account, _), v in line.balances.items() if account in chart.RECEIVABLES]
            assert all(v >= 0 for v in opens), "B2"
            assert 0 <= sum(opens) <= line.charge, "B3"

    @invariant()
    def money_held_is_never_negative(self) -> None:
        """Overpayments, patient credits, refunds and recoupments are liabilities; only suspense may go below."""
        for (account, party, reference), amount in self.state.held.items():
            if account not in (chart.UNAPPLIED, chart.SUSPENSE):
                assert amount > 0, (account, party, reference, amount)


OPEN = frozenset(
    {
        "denial",
        "bundling_review",
        "patient_liability_review",
        "qmb_review",
        "unexplained_balance",
        "duplicate_watch",
        "full_write_off_review",
        "underpayment",
    }
)


def _is_adjustment(account: str) -> bool:
    return chart.CHART.is_adjustment(account)


TestHistories = Histories.TestCase
TestHistories.settings = of_steps(625, in_ci=10_000)
