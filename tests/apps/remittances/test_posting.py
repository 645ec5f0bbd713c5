"""What a payer answers reaches the journal: cash, contract, the patient's share; a denial stays owed."""

import pytest
from tests.builders.payments import (
    a_billed_claim,
    a_patient_with_two_plans,
    an_answer,
    denied,
    from_payer,
    lines_of,
    paid_in_full,
    received,
    reversed_answer,
)
from tests.builders.practices import the_payer

from cleanclaim.apps.claims.services import claim_build
from cleanclaim.apps.ledger.choices import Method, Purpose
from cleanclaim.apps.ledger.models import Balance, HeldMoney, LineAnswer
from cleanclaim.apps.ledger.selectors import account_money, lines_money
from cleanclaim.apps.ledger.services import receipt_take
from cleanclaim.apps.patients.models import Coverage
from cleanclaim.apps.remittances.choices import Disposition
from cleanclaim.apps.remittances.models import ProviderAdjustment, RemittanceClaim
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.core.ledger import chart
from cleanclaim.core.remittance.value import ProviderAdjustment as Plb

VISIT, PANEL = 240_00, 45_00


def balance(account, party=None):
    rows = Balance.objects.filter(account=account)
    return sum(row.amount for row in (rows.filter(party=party) if party else rows))


def money(claim, by):
    return lines_money(type(lines_of(claim.patient)[0]).objects.filter(patient=claim.patient), by=by)


def work(kind):
    return WorkItem.objects.filter(kind=kind, closed_at=None)


def test_cash_contract_and_share_empty_the_line(by):
    claim = a_billed_claim()
    received(from_payer(claim.payer, an_answer(claim, {"paid": 143_00, "PR-3": 25_00}, {"paid": 31_50})))
    visit, panel = money(claim, by)
    assert (visit.paid_by_payers, visit.adjusted, visit.with_payers, visit.with_patient) == (143_00, 72_00, 0, 25_00)
    assert (panel.paid_by_payers, panel.adjusted, panel.open) == (31_50, 13_50, 0)


def test_an_answered_claim_moves_and_keeps_the_payers_number(by):
    claim = a_billed_claim()
    received(from_payer(claim.payer, paid_in_full(claim, payer_claim_control_number="ICN77")))
    claim.refresh_from_db()
    assert (claim.state, claim.payer_claim_control_number) == ("adjudicated_paid", "ICN77")


def test_zero_paid_by_deductible_is_no_denial(by):
    claim = a_billed_claim()
    received(from_payer(claim.payer, an_answer(claim, {"paid": 0, "PR-1": 168_00}, {"paid": 0, "PR-1": 31_50})))
    answer = RemittanceClaim.objects.get()
    assert (answer.is_denial, answer.disposition) == (False, Disposition.POSTED)
    assert account_money(patient=claim.patient, by=by).with_patient == 199_50


def test_a_denial_leaves_the_money_with_the_payer(by):
    claim = a_billed_claim()
    received(from_payer(claim.payer, denied(claim)))
    owed = account_money(patient=claim.patient, by=by)
    assert (owed.with_payers, owed.with_patient) == (VISIT + PANEL, 0)
    claim.refresh_from_db()
    assert (claim.state, RemittanceClaim.objects.get().is_denial) == ("adjudicated_denied", True)


def test_one_denied_line_does_not_stop_the_other(by):
    claim = a_billed_claim()
    received(from_payer(claim.payer, an_answer(claim, {"paid": 168_00}, {"paid": 0, "CO-97": PANEL})))
    visit, panel = money(claim, by)
    assert (visit.open, panel.with_payers) == (0, PANEL)
    claim.refresh_from_db()
    assert claim.state == "adjudicated_partial"


def test_money_for_a_claim_we_do_not_know_waits_and_is_work(by):
    claim = a_billed_claim()
    stranger = paid_in_full(claim, patient_control_number="NOT-OURS", payer_claim_control_number="XX1")
    [remittance] = received(from_payer(claim.payer, stranger))
    assert remittance.state == "partly_posted"
    assert balance(chart.UNAPPLIED, f"payer:{claim.payer_id}") == -199_50
    assert work("unidentified_payment").get().amount == 199_50


def test_a_copay_taken_before_the_visit_pays_the_copay_share(by):
    claim = a_billed_claim()
    receipt_take(patient=claim.patient, amount=25_00, method=Method.CASH, purpose=Purpose.PREPAYMENT, choices=[], by=by)
    received(from_payer(claim.payer, an_answer(claim, {"paid": 143_00, "PR-3": 25_00}, {"paid": 31_50})))
    owed = account_money(patient=claim.patient, by=by)
    assert (owed.with_patient, owed.credit) == (0, 0)


def test_a_payers_reversal_and_correction_are_one_answer(by):
    claim = a_billed_claim()
    first = an_answer(claim, {"paid": 143_00, "PR-3": 25_00}, {"paid": 31_50})
    received(from_payer(claim.payer, first))
    better = an_answer(claim, {"paid": 168_00}, {"paid": 31_50})
    received(from_payer(claim.payer, reversed_answer(first), better))
    visit, panel = money(claim, by)
    assert (visit.paid_by_payers, visit.with_patient, panel.paid_by_payers) == (168_00, 0, 31_50)


def test_a_reversal_undoes_what_the_first_answer_posted(by):
    claim = a_billed_claim()
    first = paid_in_full(claim)
    received(from_payer(claim.payer, first))
    received(from_payer(claim.payer, reversed_answer(first), amount=0, provider_adjustments=[Plb("FB", -199_50)]))
    owed = account_money(patient=claim.patient, by=by)
    assert (owed.with_payers, owed.with_patient) == (VISIT + PANEL, 0)
    assert set(LineAnswer.objects.exclude(standing="undone").values_list("standing", flat=True)) <= {"posted"}


def test_what_a_first_payer_leaves_waits_for_the_second(by):
    claim = a_billed_claim(patient=a_patient_with_two_plans())
    received(from_payer(claim.payer, an_answer(claim, {"paid": 143_00, "PR-3": 25_00}, {"paid": 31_50})))
    assert balance(chart.INSURANCE, f"payer:{the_payer('medicaid').pk}") == 25_00
    assert account_money(patient=claim.patient, by=by).with_patient == 0


def test_a_second_payers_oa_23_is_no_write_off(by):
    claim = a_billed_claim(patient=a_patient_with_two_plans())
    received(from_payer(claim.payer, an_answer(claim, {"paid": 143_00, "PR-3": 25_00}, {"paid": 31_50})))
    plan = Coverage.objects.get(patient=claim.patient, rank=2)
    second = claim_build(encounter=claim.encounter, coverage=plan, by=by)
    second.state = "payer_accepted"
    second.save()
    said = an_answer(second, {"paid": 25_00, "OA-23": 215_00}, {"paid": 0, "OA-23": PANEL}, status="2")
    received(from_payer(plan.payer, said))
    visit, panel = money(claim, by)
    assert (visit.paid_by_payers, visit.adjusted, visit.open) == (168_00, 72_00, 0)
    assert (panel.paid_by_payers, panel.adjusted) == (31_50, 13_50)


@pytest.mark.parametrize(
    ("pair", "account", "cents"),
    [
        (Plb("L6", -3_42, "INTEREST"), "interest_income", -3_42),
        (Plb("FB", -40_00, "835A"), chart.RECOUP, -40_00),
        (Plb("WO", 40_00, "ICN-UNKNOWN"), chart.SUSPENSE, 40_00),
        (Plb("CS", 12_00, "ADJ"), chart.SUSPENSE, 12_00),
    ],
    ids=["interest", "forwarded", "taken for nothing we know", "settled by hand"],
)
def test_provider_adjustments_go_where_their_code_says(by, pair, account, cents):
    claim = a_billed_claim()
    received(from_payer(claim.payer, paid_in_full(claim), provider_adjustments=[pair]))
    assert balance(account, f"payer:{claim.payer_id}") == cents
    assert ProviderAdjustment.objects.get().disposition == Disposition.POSTED


def test_money_forwarded_and_taken_later_ends_at_nothing(by):
    claim = a_billed_claim()
    received(from_payer(claim.payer, provider_adjustments=[Plb("FB", -40_00, "835A")]))
    received(from_payer(claim.payer, paid_in_full(claim), provider_adjustments=[Plb("FB", 40_00, "835A")]))
    assert balance(chart.RECOUP) == 0
    assert not HeldMoney.objects.filter(account=chart.RECOUP).exists()


def test_provider_adjustments_leave_their_work_until_the_money_is_taken(by):
    claim = a_billed_claim()
    received(from_payer(claim.payer, provider_adjustments=[Plb("FB", -40_00, "835A")]))
    item = WorkItem.objects.get(kind="recoup_pending")
    assert (item.amount, item.closed_at) == (40_00, None)
    received(from_payer(claim.payer, paid_in_full(claim), provider_adjustments=[Plb("FB", 40_00, "835A")]))
    item.refresh_from_db()
    assert item.resolution == "Taken from a later payment"


def test_money_taken_for_nothing_we_know_is_work(by):
    claim = a_billed_claim()
    pairs = [Plb("WO", 30_00, "ICN-A"), Plb("WO", 10_00, "ICN-B")]
    received(from_payer(claim.payer, paid_in_full(claim), provider_adjustments=pairs))
    item = WorkItem.objects.get(kind="unlinked_plb")
    assert item.amount == 40_00
    assert "ICN-A, ICN-B" in item.reason
