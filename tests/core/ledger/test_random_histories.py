"""Whatever happens in whatever order, the laws of invariants.md hold after every step."""

from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test
from msgspec.structs import replace
from tests.builders.histories import in_runs, of_steps
from tests.core.ledger.laws import Books, check_first_answer, check_patient_cause
from tests.core.ledger.remits import answers, mirror

from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting import adjustments, charges, receipts, refunds, returned
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.posting.remittance import post_remittance, release_held
from cleanclaim.core.ledger.posting.unmatching import unmatch
from cleanclaim.core.ledger.state import LineState
from cleanclaim.core.ledger.transaction import Transaction
from cleanclaim.core.remittance.value import ProviderAdjustment, Remittance

PAYERS = ("payer:AET", "payer:TRI", "payer:MCD")
PATIENT = "patient:P1"
CARD = (chart.CARD, "processor:X")
PLB = st.builds(
    ProviderAdjustment,
    st.sampled_from(["WO", "WO", "FB", "L6", "CS", "CT", "72", "IR", "90", "J1", "BN"]),
    st.integers(-5000, 5000),
    st.sampled_from(["R1", "R2", "N1", "N2"]),
)


class Histories(Books):
    """One patient's account, three payers, all that may happen to it."""

    def __init__(self) -> None:
        super().__init__()
        self.claims: dict[str, list[str]] = {}
        self.answered: list[AnsweredClaim] = []
        self.sent: list[AnsweredClaim] = []
        self.receipts: list[Transaction] = []
        self.count = 0

    @property
    def key(self) -> str:
        self.count += 1
        return f"E{self.count}"

    def acts(self, act: Callable[[], Posting]) -> None:
        """What a person does, where the books let them."""
        try:
            posting = act()
        except ActRefused:
            return
        assert not sum(t.net(chart.ERA) for t in posting.transactions), "an act of a person moves no payer's money"
        self.take(posting)

    def a_line(self, data: st.DataObject) -> LineState:
        return self.state.lines[data.draw(st.sampled_from(sorted(self.state.lines)))]

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
        check_first_answer(claim, before, posting)

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

    @precondition(lambda self: self.answered)
    @rule(data=st.data(), plb=st.lists(PLB, max_size=2), order=st.permutations([0, 1, 2]))
    def one_file(self, data: st.DataObject, plb: list[ProviderAdjustment], order: list[int]) -> None:
        """A takeback and two answers, of one claim or of several, in any order in one 835."""
        claim, key = data.draw(st.sampled_from(self.answered)), f"835:{self.key}#CLP"
        unit = [mirror(claim, f"{key}1")]
        for n in (2, 3):
            encounter = data.draw(st.sampled_from(sorted(self.claims)))
            unit.append(data.draw(answers(self.lines_of(encounter), claim.payer, f"{key}{n}")))
        self.post([unit[place] for place in order], plb)

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
        self.sent += unit
        self.answered += [claim for claim in unit if not claim.answer.is_reversal]
        check_patient_cause(self.answered, posting)
        return posting

    @precondition(lambda self: self.answered)
    @rule(data=st.data())
    def unmatch(self, data: st.DataObject) -> None:
        claim = data.draw(st.sampled_from(self.answered))
        if f"unmatch:{claim.source_key}" not in self.keys:
            self.acts(lambda: unmatch(claim, self.state, held_as=claim.source_key))

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        claim = data.draw(st.sampled_from(self.sent))
        if any(
            answer.source_key == claim.source_key and answer.standing == "held"
            for line in claim.match.billed
            for answer in self.state.lines[line.line].answers
        ):
            self.acts(lambda: release_held(claim, self.state))

    @rule(
        amount=st.integers(1, 30_000), waits=st.booleans(), earmarked=st.booleans(), data=st.data(),
    )  # fmt: skip
    def patient_pays(self, amount: int, waits: bool, earmarked: bool, data: st.DataObject) -> None:
        posting = receipts.patient_receipt(
            self.state,
            patient=PATIENT,
            amount=amount,
            money=CARD,
            source_key=self.key,
            chosen=() if waits else None,
            earmark=data.draw(st.sampled_from(sorted(self.claims))) if earmarked and self.claims else "",
        )
        self.receipts += posting.transactions
        self.take(posting)

    @precondition(lambda self: self.receipts)
    @rule(data=st.data())
    def receipt_comes_back(self, data: st.DataObject) -> None:
        receipt = data.draw(st.sampled_from(self.receipts))
        self.receipts.remove(receipt)
        key = self.key
        self.acts(lambda: returned.receipt_returned(receipt, self.state, patient=PATIENT, money=CARD, source_key=key))

    @rule()
    def credit_is_used(self) -> None:
        self.take(receipts.credit_applied(self.state, patient=PATIENT, source_key=self.key))

    @precondition(lambda self: self.state.lines)
    @rule(data=st.data())
    def write_off(self, data: st.DataObject) -> None:
        line = self.a_line(data)
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
        line = self.a_line(data)
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
    @rule(data=st.data(), back=st.booleans())
    def agency(self, data: st.DataObject, back: bool) -> None:
        line, key = self.a_line(data), self.key
        if back:
            self.take(adjustments.recalled(self.state, patient=PATIENT, source_key=key))
        elif owed := line.open_with(PATIENT):
            amounts = {line.line: data.draw(st.integers(1, owed))}
            self.take(adjustments.placed_early_out(amounts, self.state, patient=PATIENT, source_key=key))

    @rule(party=st.sampled_from([*PAYERS, PATIENT]))
    def small_balance(self, party: str) -> None:
        self.take(adjustments.small_balance(self.state, party=party, tolerance=500, source_key=self.key))

    @precondition(lambda self: self.state.lines)
    @rule(data=st.data(), first=st.integers(0, 2))
    def coverage_found(self, data: st.DataObject, first: int) -> None:
        line, key = self.a_line(data).line, self.key
        self.acts(lambda: charges.coverage_added(line, PAYERS[first:], self.state, source_key=key))

    @precondition(lambda self: self.state.lines)
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        line, key = self.a_line(data).line, self.key
        self.acts(lambda: charges.charge_voided(line, self.state, source_key=key))
        assert self.state.lines[line].receivable == 0, "B6"
        assert self.state.lines[line].adjusted == 0, "B6"

    @precondition(lambda self: self.state.lines)
    @rule(data=st.data(), cents=st.integers(1, 40_000))
    def replace_line(self, data: st.DataObject, cents: int) -> None:
        old, key = self.a_line(data), self.key
        new = LineState(f"{key}-L1", cents, PATIENT, old.payers, encounter=old.encounter)
        self.acts(lambda: charges.charge_replaced(old.line, new, self.state, source_key=key))
        if new.line in self.state.lines:
            names = self.claims[old.encounter]
            names[names.index(old.line)] = new.line

    @rule(party=st.sampled_from([*PAYERS, PATIENT]), share=st.integers(1, 100))
    def refund(self, party: str, share: int) -> None:
        account = chart.OVERPAYMENTS if party.startswith("payer:") else chart.CREDITS
        if amount := self.state.of(account, party) * share // 100:
            self.take(refunds.refund_approved(self.state, party=party, amount=amount, source_key=self.key))
            money = (chart.BANK, "bank:1")
            paid = refunds.refund_paid(self.state, party=party, amount=amount, money=money, source_key=self.key)
            self.take(paid)


@pytest.mark.parametrize("run", in_runs(of_steps(625, in_ci=10_000)), ids=lambda run: f"{run.max_examples} histories")
def test_the_laws_hold_whatever_happens(run: settings) -> None:
    run_state_machine_as_test(Histories, settings=run)
