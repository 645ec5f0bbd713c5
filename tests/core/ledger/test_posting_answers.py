"""How a payer's first answer posts, beyond the worked cases."""

from msgspec.structs import replace
from tests.core.ledger.build import AET, MCD, P1, TRI, a_line, an_account, an_answer, kinds, open_amounts, post

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.ledger.matching import BilledLine, match_lines
from cleanclaim.core.ledger.posting.answers import AnsweredClaim, shares
from cleanclaim.core.ledger.posting.remittance import post_remittance
from cleanclaim.core.ledger.posting.terms import Terms
from cleanclaim.core.remittance.value import ClaimPayment, Remittance


def test_contractual_never_takes_more_than_is_open_after_cash_and_share():
    state = an_account(20000, payers=(AET, TRI))
    state = post(state, an_answer("1", a_line(9600, CO45=8000, PR2=2400), state=state)).state
    second = an_answer("2", a_line(1000, CO45=19000), state=state, payer=TRI, status="2")
    posting = post(state, second, payer=TRI)
    assert posting.state.lines["L1"].balances["contractual_adjustments", TRI] == 1400
    assert open_amounts(posting.state) == {}


def test_a_denial_stays_open_and_is_work():
    state = an_account(20000)
    posting = post(state, an_answer("1", a_line(0, CO16=20000), state=state))
    assert open_amounts(posting.state) == {AET: 20000}
    assert [(w.kind, w.amount, w.carc) for w in posting.work] == [("denial", 20000, "CO-16")]


def test_contractual_of_the_whole_charge_is_a_denial_in_disguise():
    state = an_account(20000)
    posting = post(state, an_answer("1", a_line(0, CO45=20000), state=state))
    assert open_amounts(posting.state) == {AET: 20000}
    assert kinds(posting) == ["full_write_off_review"]


def test_co24_without_a_capitation_contract_is_a_denial():
    state = an_account(15000)
    claim = an_answer("1", a_line(0, 15000, CO24=15000), state=state)
    assert kinds(post(state, claim)) == ["denial"]
    assert open_amounts(post(state, claim).state) == {AET: 15000}


def test_qmb_share_without_medicaid_never_reaches_the_patient():
    state = an_account(20000)
    claim = an_answer("1", a_line(9600, CO45=8000, PR2=2400), state=state, remarks=("N782",))
    posting = post(state, claim)
    assert open_amounts(posting.state) == {AET: 2400}
    assert kinds(posting) == ["qmb_review"]


def test_oa209_goes_to_medicaid():
    state = an_account(20000, payers=(AET, MCD))
    posting = post(state, an_answer("1", a_line(9600, CO45=8000, OA209=2400), state=state))
    assert open_amounts(posting.state) == {MCD: 2400}


def test_pr100_of_a_contracted_payer_is_reviewed_first():
    state = an_account(20000)
    claim = an_answer("1", a_line(0, PR100=20000), state=state)
    assert open_amounts(post(state, claim).state) == {AET: 20000}
    out_of_network = an_answer("1", a_line(0, PR100=20000), state=state, terms=Terms(contracted=False))
    assert open_amounts(post(state, out_of_network).state) == {P1: 20000}


def test_a_case_rate_above_the_charge_is_contractual_not_an_overpayment():
    state = an_account(500000)
    posting = post(state, an_answer("1", a_line(620000, 500000, CO94=-120000), state=state))
    assert posting.state.lines["L1"].balances["contractual_adjustments", AET] == -120000
    assert posting.state.of("insurance_overpayments", AET) == 0


def test_a_bundle_paid_on_one_line_is_shared_with_the_other():
    state = an_account(5000, 4000)
    first = a_line(8000, 5000, "L1", OA94=-3000)
    second = a_line(0, 4000, "L2", OA94=3000, CO45=1000)
    posting = post(state, an_answer("1", first, second, state=state))
    assert open_amounts(posting.state, "L1") == {}
    assert posting.state.lines["L2"].balances["era_clearing", AET] == 3000


def test_underpayment_stays_open_with_its_arithmetic():
    state = an_account(20000)
    terms = Terms(allowed={"L1": 11000})
    posting = post(state, an_answer("1", a_line(6800, CO45=11500, PR2=1700), state=state, terms=terms))
    assert open_amounts(posting.state) == {AET: 2500, P1: 1700}
    assert posting.work[0].note == "expected 11000, allowed 8500"


def test_a_payer_that_is_not_on_the_claim_is_held():
    state = an_account(20000)
    posting = post(state, an_answer("1", a_line(9600, CO45=10400), state=state, payer=TRI), payer=TRI)
    assert posting.disposition == "held"
    assert posting.state.of("unapplied_cash", TRI, "1") == 9600


def test_out_of_balance_posts_nothing():
    state = an_account(20000)
    claim = an_answer("1", a_line(9500, CO45=10500), state=state)
    remittance = Remittance(10000, "ACH", "TRN", None, claims=(claim.answer,))
    posting = post_remittance(remittance, [claim], state, payer=AET, source="835:F")
    assert (posting.transactions, kinds(posting)) == ((), ["remittance_out_of_balance"])


def test_clp05_that_is_not_the_sum_of_pr_is_work_and_the_adjustments_post():
    state = an_account(20000)
    claim = an_answer("1", a_line(9600, CO45=8000, PR2=2400), state=state)
    shown = replace(claim, answer=replace(claim.answer, patient_responsibility=0))
    posting = post(state, shown)
    assert open_amounts(posting.state) == {P1: 2400}
    assert "patient_responsibility_mismatch" in kinds(posting)


def test_shares_are_exact_and_never_overfill_a_line():
    assert shares([100, 100, 100], 100) == [34, 33, 33]
    assert sum(shares([20000, 10000, 7], 10001)) == 10001


def test_claim_level_amounts_close_every_line():
    state = an_account(100, 100, 100)
    answer = ClaimPayment("C1", "1", 300, 100, adjustments=(Adjustment("CO", "45", 100), Adjustment("PR", "2", 100)))
    billed = [BilledLine(line.line, charge=line.charge) for line in state.lines.values()]
    posting = post(state, AnsweredClaim(answer, match_lines(answer, billed), AET, "1"))
    assert [open_amounts(posting.state, line) for line in ("L1", "L2", "L3")] == [{P1: 34}, {P1: 33}, {P1: 33}]


def test_an_answer_that_says_forwarded_and_yet_pays_is_an_answer_like_any_other():
    state = an_account(20000)
    posting = post(state, an_answer("1", a_line(9600, CO45=10400), state=state, status="23"))
    assert posting.disposition == "posted"
    assert open_amounts(posting.state) == {}
