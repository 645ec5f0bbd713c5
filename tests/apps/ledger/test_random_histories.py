"""Whatever people and payers do in whatever order, the audit finds nothing: the services on the database."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from msgspec.structs import replace
from tests.builders.histories import of_steps
from tests.builders.payments import (
    a_billed_claim,
    a_patient_with_two_plans,
    a_self_pay_visit,
    an_answer,
    from_payer,
    lines_of,
    received,
    reversed_answer,
)
from tests.builders.practices import an_actor

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.ledger.adjustments import balance_to_patient, balance_write_off
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.decisions import approval_agree
from cleanclaim.apps.ledger.models import ApprovalRequest, Balance, ChargeLine, HeldMoney, Receipt
from cleanclaim.apps.ledger.refunds import refund_request, refund_send
from cleanclaim.apps.ledger.reports import deposits_roll, receivables_roll, trial_balance
from cleanclaim.apps.ledger.returns import receipt_return
from cleanclaim.apps.ledger.services import charge_line_void, credit_allocate, receipt_take
from cleanclaim.apps.practices.acting import current_actor
from cleanclaim.apps.practices.errors import Refusal
from cleanclaim.apps.practices.models import Contract
from cleanclaim.apps.remittances.models import Remittance, RemittanceClaim
from cleanclaim.apps.remittances.services import (
    deposit_record,
    remittance_claim_match,
    remittance_claim_unmatch,
    remittance_receive,
    remittance_release,
    remittance_release_undo,
)
from cleanclaim.core.ledger import chart
from cleanclaim.core.remittance import ClaimPayment
from cleanclaim.interfaces.jobs.approving import approval_give

CARCS = ("PR-1", "PR-2", "PR-3", "PR-96", "CO-197", "CO-97", "OA-23")
EVER = (date(2000, 1, 1), date(2100, 1, 1))
AMOUNTS = st.integers(1, 400_00)


class Histories(RuleBasedStateMachine):
    """One patient with two plans; each history is undone at its end."""

    @initialize()
    def open_the_practice(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.by = current_actor()
        self.patient = a_patient_with_two_plans()
        self.people = [an_actor(self.by.practice, role) for role in ("biller", "manager", "owner")]
        self.claims: list[Claim] = []
        self.answers: list[tuple[Claim, ClaimPayment]] = []

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def tried(self, act: Callable[[], object]) -> None:
        """A refusal is a right answer too; it has to leave the books as they were."""
        try:
            act()
        except Refusal:
            return

    @rule()
    def bill(self) -> None:
        self.claims.append(a_billed_claim(patient=self.patient))

    @rule()
    def terms_end(self) -> None:
        """The contract is over: the same answers are of a payer without one."""
        Contract.objects.filter(payer__in=[claim.payer_id for claim in self.claims]).update(effective_to=EVER[0])

    @rule()
    def self_pay(self) -> None:
        a_self_pay_visit()

    @precondition(lambda self: self.claims)
    @rule(data=st.data())
    def remit(self, data: st.DataObject) -> None:
        claim = data.draw(st.sampled_from(self.claims))
        answer = self.an_answer(claim, data)
        self.answers.append((claim, answer))
        received(from_payer(claim.payer, answer))

    def an_answer(self, claim: Claim, data: st.DataObject) -> ClaimPayment:
        """Paid, shares and denials of each line at random; what is left is contractual."""
        said = []
        for row in claim.lines.select_related("line"):
            left, line = row.line.charge, {}
            line["paid"] = data.draw(st.integers(0, left))
            left -= line["paid"]
            for carc in data.draw(st.lists(st.sampled_from(CARCS), max_size=2, unique=True)):
                line[carc] = data.draw(st.integers(0, left))
                left -= line[carc]
            said.append({name: amount for name, amount in line.items() if amount or name == "paid"})
        return an_answer(claim, *said, payer_claim_control_number=f"ICN{claim.pk}-{len(self.answers)}")

    @precondition(lambda self: self.answers)
    @rule(data=st.data(), corrected=st.booleans(), correction_first=st.booleans())
    def reverse(self, data: st.DataObject, corrected: bool, correction_first: bool) -> None:
        claim, answer = data.draw(st.sampled_from(self.answers))
        unit = [reversed_answer(answer)]
        if corrected:
            unit.append(self.an_answer(claim, data))
            self.answers.append((claim, unit[1]))
        paid = sum(each.paid for each in unit)
        if paid < 0:  # C4: a payer takes back no more than it pays; the rest would come as PLB
            unit.append(replace(self.an_answer(claim, data), patient_control_number="UNKNOWN"))
        if sum(each.paid for each in unit) >= 0:
            received(from_payer(claim.payer, *(unit[::-1] if correction_first else unit)))

    @precondition(lambda self: self.claims)
    @rule(data=st.data())
    def remit_without_lines(self, data: st.DataObject) -> None:
        """The payer names no lines, and says its adjustments of the whole claim."""
        claim = data.draw(st.sampled_from(self.claims))
        answer = self.an_answer(claim, data)
        said = tuple(adjustment for line in answer.lines for adjustment in line.adjustments)
        whole = replace(answer, lines=(), adjustments=said)
        self.answers.append((claim, whole))
        received(from_payer(claim.payer, whole))

    @precondition(lambda self: self.answers)
    @rule(data=st.data(), order=st.permutations([0, 1, 2]))
    def one_file(self, data: st.DataObject, order: list[int]) -> None:
        """A takeback and two answers, of one claim or of several, in any order in one 835."""
        claim, answer = data.draw(st.sampled_from(self.answers))
        others = [data.draw(st.sampled_from(self.claims)) for _ in range(2)]
        new = [(other, self.an_answer(other, data)) for other in others]
        unit = [reversed_answer(answer), *(said for _, said in new)]
        if sum(each.paid for each in unit) >= 0:
            self.answers += new
            received(from_payer(claim.payer, *(unit[place] for place in order)))

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def unmatch(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(list(RemittanceClaim.objects.order_by("pk"))))
        self.tried(lambda: remittance_claim_unmatch(row=row, reason="At random", by=self.people[1]))

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def match(self, data: st.DataObject) -> None:
        """A person posts a held answer to a claim, which need not be the right one."""
        if held := list(RemittanceClaim.objects.filter(disposition="held").order_by("pk")):
            row, claim = data.draw(st.sampled_from(held)), data.draw(st.sampled_from(self.claims))
            self.tried(lambda: remittance_claim_match(row=row, claim=claim, by=self.by))

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), difference=st.integers(1, 50_00))
    def unproven(self, data: st.DataObject, difference: int) -> None:
        """A payment that says more than its claims, and is let in to suspense by a person or by two."""
        claim = data.draw(st.sampled_from(self.claims))
        answer = self.an_answer(claim, data)
        [held] = received(from_payer(claim.payer, answer, amount=answer.paid + difference))
        self.decided_about(remittance_release, held, data)

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def out_of_suspense(self, data: st.DataObject) -> None:
        if suspended := list(Remittance.objects.filter(state="in_suspense").order_by("pk")):
            self.decided_about(remittance_release_undo, data.draw(st.sampled_from(suspended)), data)

    def decided_about(self, act: Callable[..., ApprovalRequest | None], held: Remittance, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from([self.by, self.people[1]]))
        asked: list[ApprovalRequest | None] = []
        self.tried(lambda: asked.append(act(remittance=held, reason="At random", by=who)))
        if asked and asked[0]:
            self.tried(lambda: approval_give(request=asked[0], by=self.people[2]))

    @rule(data=st.data())
    def receipt_comes_back(self, data: st.DataObject) -> None:
        if receipts := list(Receipt.objects.order_by("pk")):
            receipt = data.draw(st.sampled_from(receipts))
            self.tried(lambda: receipt_return(receipt=receipt, reason="At random", by=self.people[1]))

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def same_answer_again(self, data: st.DataObject) -> None:
        claim, answer = data.draw(st.sampled_from(self.answers))
        received(from_payer(claim.payer, answer))

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def same_file_again(self, data: st.DataObject) -> None:
        remittance = data.draw(st.sampled_from(list(Remittance.objects.order_by("pk"))))
        self.tried(lambda: remittance_receive(file=remittance.file, by=self.by))

    @rule(amount=AMOUNTS, waits=st.booleans())
    def patient_pays(self, amount: int, waits: bool) -> None:
        choices = [] if waits else None
        receipt_take(patient=self.patient, amount=amount, method="card", purpose="balance", choices=choices, by=self.by)

    @rule()
    def credit_is_used(self) -> None:
        self.tried(lambda: credit_allocate(patient=self.patient, by=self.by))

    @rule(data=st.data(), amount=AMOUNTS, who=st.integers(0, 1))
    def write_off(self, data: st.DataObject, amount: int, who: int) -> None:
        if opened := list(Balance.objects.filter(account__in=chart.RECEIVABLES, amount__gt=0).order_by("pk")):
            row = data.draw(st.sampled_from(opened))
            line = ChargeLine.objects.get(pk=row.line_id)
            account = "bad_debt" if row.party.startswith("patient:") else "denial_writeoff"
            asked = {"line": line, "party": row.party, "account": account, "amount": min(amount, row.amount)}
            self.tried(lambda: balance_write_off(**asked, reason="At random", by=self.people[who]))

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), amount=AMOUNTS, who=st.integers(0, 1))
    def to_patient(self, data: st.DataObject, amount: int, who: int) -> None:
        claim = data.draw(st.sampled_from(self.claims))
        line = data.draw(st.sampled_from([row.line for row in claim.lines.select_related("line")]))
        asked = {"line": line, "payer": f"payer:{claim.payer_id}", "amount": amount}
        request: list[ApprovalRequest | None] = []
        self.tried(lambda: request.append(balance_to_patient(**asked, reason="At random", by=self.people[who])))
        if request and request[0]:
            self.tried(lambda: approval_give(request=request[0], by=self.people[2]))

    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        if lines := lines_of(self.patient):
            line = data.draw(st.sampled_from(lines))
            self.tried(lambda: charge_line_void(line=line, reason="At random", by=self.by))

    @rule(data=st.data(), share=st.integers(1, 100))
    def refund(self, data: st.DataObject, share: int) -> None:
        held = HeldMoney.objects.filter(account__in=(chart.CREDITS, chart.OVERPAYMENTS), amount__gt=0)
        if rows := list(held.order_by("pk")):
            row = data.draw(st.sampled_from(rows))
            self.tried(lambda: self.give_back(row.party, max(row.amount * share // 100, 1)))

    def give_back(self, party: str, amount: int) -> None:
        biller, manager, owner = self.people
        asked = refund_request(party=party, amount=amount, reason="At random", by=biller)
        if approval_agree(request=asked.request, by=manager).state == "approved":
            refund_send(refund=asked, method="check", reference="1042", by=owner)

    @precondition(lambda self: self.answers)
    @rule(data=st.data(), difference=st.sampled_from([0, 0, 1, -1]))
    def deposit(self, data: st.DataObject, difference: int) -> None:
        row = data.draw(st.sampled_from(list(Remittance.objects.order_by("pk"))))
        if (amount := row.amount + difference) > 0 and row.payer:
            given = {"trace_number": row.trace_number, "amount": amount, "received_on": date(2026, 9, 21)}
            self.tried(lambda: deposit_record(**given, payer=row.payer, by=self.by))

    @invariant()
    def the_books_hold(self) -> None:
        if hasattr(self, "undo"):
            assert ledger_faults() == []

    @invariant()
    def the_reports_tie(self) -> None:
        if hasattr(self, "undo"):
            days = {"first": EVER[0], "last": EVER[1], "by": self.by}
            balance = trial_balance(**days)
            assert sum(row.closing for row in balance) == 0
            assert receivables_roll(**days).is_tied
            assert sum(banked for _, _, banked in deposits_roll(**days)) == sum(
                row.debits for row in balance if row.account == chart.BANK
            )


@pytest.mark.django_db
def test_the_books_hold_whatever_happens(by):
    run_state_machine_as_test(Histories, settings=of_steps(50, in_ci=300))
