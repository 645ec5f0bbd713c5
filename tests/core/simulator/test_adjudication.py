from datetime import UTC, date, datetime

import pytest
from msgspec import structs
from tests.builders.sim_claims import (
    BLUE,
    MEDICAID,
    MEDICARE,
    NORTHFIELD,
    SENT_AT,
    SUPPLEMENT,
    a_line,
    a_sim_claim,
)
from tests.builders.simulators import a_simulator, answers, paid, reasons, sent, the_answer

from cleanclaim.core.claim.value import Adjustment, OtherCoverage, OtherPayerLine, Party, Person
from cleanclaim.core.simulator import PayerBook, Plan

CODER_HABITS = ("25",)


def with_plan(state, **plan):
    """Every member of every payer has this plan and has used nothing of it elsewhere."""
    payers = (structs.replace(payer, plans=(Plan("PLAN", **plan),)) for payer in state.book.payers)
    state.book = PayerBook(tuple(payers))
    return state


def test_what_the_contract_does_not_allow_is_contractual():
    answer = the_answer(with_plan(a_simulator()), a_sim_claim(a_line("99213", 16_500)))
    assert (answer.paid, reasons(answer)) == (11_776, {"CO-45": 4_724})


def test_a_copay_stands_in_place_of_the_deductible_on_a_visit():
    state = with_plan(a_simulator(), copay=3_000, coinsurance_percent=20)
    assert reasons(the_answer(state, a_sim_claim()))["PR-3"] == 3_000


def test_deductible_copay_and_coinsurance_may_fall_on_one_line_in_that_order():
    state = with_plan(
        a_simulator(), copay=2_000, deductible=2_500, coinsurance_percent=20, visit_skips_deductible=False
    )
    answer = the_answer(state, a_sim_claim())
    share = reasons(answer)
    left_of_deductible = share.get("PR-1", 0)
    assert share["PR-3"] == 2_000
    assert share["PR-2"] == round((11_776 - left_of_deductible - 2_000) * 20 / 100)
    assert answer.patient_responsibility == sum(cents for key, cents in share.items() if key.startswith("PR"))


def test_what_one_claim_uses_of_the_deductible_the_next_one_has_not():
    state = with_plan(a_simulator(), deductible=15_000)
    line = a_line("80053", 50_000)
    state.book = PayerBook(tuple(structs.replace(p, rates={"80053": 40_000}) for p in state.book.payers))
    sent(state, *(a_sim_claim(structs.replace(line, modifiers=("91",)), control_number=f"C{i}") for i in range(3)))
    shares = [answer.patient_responsibility for answer in answers(paid(state))]
    assert sum(shares) <= 15_000
    assert shares[1:] == [0, 0]


def test_the_patient_never_pays_more_than_the_yearly_maximum():
    state = with_plan(a_simulator(), copay=6_000, out_of_pocket_max=10_000)
    lines = [a_sim_claim(a_line(on=date(2026, 3, 1 + i)), control_number=f"C{i}") for i in range(3)]
    sent(state, *lines, at=datetime(2026, 3, 5, tzinfo=UTC))
    assert [answer.patient_responsibility for answer in answers(paid(state))] == [6_000, 4_000, 0]


def test_preventive_care_costs_the_patient_nothing():
    state = with_plan(a_simulator(), copay=3_000, deductible=500_000)
    assert the_answer(state, a_sim_claim(a_line("99396", 26_000))).patient_responsibility == 0


def test_medicare_keeps_two_percent_of_what_it_pays():
    state = with_plan(a_simulator(), coinsurance_percent=20)
    answer = the_answer(state, a_sim_claim(a_line("99214", 24_000), payer=MEDICARE, member_id="1EG4TE5MK73"))
    assert reasons(answer) == {"CO-45": 11_000, "CO-253": 208, "PR-2": 2_600}
    assert answer.paid == 10_192


@pytest.mark.parametrize(
    ("claim", "reason", "remarks"),
    [
        (a_sim_claim(member_id="W1230001"), "PR-27", ("N30",)),
        (a_sim_claim(member_id="W1230003"), "CO-22", ()),
        (a_sim_claim(a_line(on=date(2025, 10, 1)), payer=NORTHFIELD), "CO-29", ()),
        (a_sim_claim(a_line("97110", 9_000)), "CO-197", ("M62",)),
        (a_sim_claim(a_line("99396", 26_000), payer=MEDICARE, member_id="1EG4TE5MK73"), "PR-96", ("N425",)),
    ],
    ids=["ended", "another first", "late", "not authorized", "not covered"],
)
def test_the_claim_itself_gives_cause_for_a_denial(claim, reason, remarks):
    answer = the_answer(a_simulator(), claim)
    assert (answer.paid, reasons(answer)) == (0, {reason: claim.total_charge})
    assert answer.lines[0].remarks == remarks


def test_an_authorization_number_lets_the_same_service_through():
    assert the_answer(a_simulator(), a_sim_claim(a_line("97110", 9_000), prior_authorization="A1")).paid > 0


def test_another_payer_first_is_said_in_the_claims_remarks():
    assert the_answer(a_simulator(), a_sim_claim(member_id="W1230003")).remarks == ("MA04",)


def test_a_visit_beside_surgery_needs_the_modifier_that_sets_it_apart():
    surgery = a_line("20610", 18_500, 2)
    bundled = the_answer(a_simulator(), a_sim_claim(a_line(), surgery))
    assert [line.paid > 0 for line in bundled.lines] == [False, True]
    apart = the_answer(a_simulator(), a_sim_claim(a_line(modifiers=CODER_HABITS), surgery))
    assert all(line.paid or line.adjustments[0].reason != "97" for line in apart.lines)


def test_the_same_service_on_another_claim_is_a_duplicate_without_a_balance():
    state = a_simulator()
    sent(state, a_sim_claim(), a_sim_claim(control_number="CLM-2"))
    first, second = answers(paid(state))
    assert "OA-18" not in reasons(first)
    assert reasons(second) == {"OA-18": 16_500}


def test_reasons_that_are_drawn_come_from_the_payers_own_list():
    state = a_simulator(denials={"CO-16": 1000})
    answer = the_answer(state, a_sim_claim())
    assert (answer.paid, list(reasons(answer))) == (0, ["CO-16"])


@pytest.mark.parametrize("quirk", ["underpaid_vs_contract", "denied_line_others_paid", "bundled_paid_other_code"])
def test_a_quirk_pays_less_than_the_contract(quirk):
    claim = a_sim_claim(a_line("99214", 24_000), a_line("36415", 1_800, 2))
    usual, bent = with_plan(a_simulator()), with_plan(a_simulator(**{quirk: 1000}))
    assert the_answer(bent, claim).paid < the_answer(usual, claim).paid


def test_the_code_that_is_paid_stands_beside_the_code_that_was_billed():
    line = the_answer(a_simulator(bundled_paid_other_code=1000), a_sim_claim(a_line("99214", 24_000))).lines[0]
    assert (line.procedure, line.procedure_submitted, line.remarks) == ("99213", "99214", ("N22",))


def test_a_second_procedure_of_the_day_is_paid_at_half():
    state = with_plan(a_simulator(mppr_reduction=1000))
    claim = a_sim_claim(a_line("11042", 30_000), a_line("17110", 30_000, 2), payer=MEDICAID, member_id="M1")
    first, second = the_answer(state, claim).lines
    assert [a.reason for a in first.adjustments] == ["45"]
    assert [(a.reason, a.amount) for a in second.adjustments if a.reason == "59"] == [("59", second.paid)]


def a_secondary_claim(payer: str, **more):
    """Medicare allowed 92.00, paid 73.60 and left 18.40 of coinsurance."""
    said = OtherPayerLine(MEDICARE, 7_360, adjustments=(Adjustment("CO", "45", 7_300), Adjustment("PR", "2", 1_840)))
    other = OtherCoverage(Party(payer_id=MEDICARE), Person("DOE", member_id="1EG4TE5MK73"), "P", paid=7_360)
    line = a_line("99213", 16_500, other_payers=(said,))
    return a_sim_claim(line, payer=payer, sequence="S", other_coverages=(other,), **more)


def test_a_supplement_pays_what_medicare_left_to_the_patient():
    answer = the_answer(a_simulator(), a_secondary_claim(SUPPLEMENT))
    assert (answer.status, answer.paid, reasons(answer)) == ("2", 1_840, {"OA-23": 14_660})


def test_a_second_payer_never_pays_more_than_the_first_one_left():
    assert the_answer(with_plan(a_simulator()), a_secondary_claim(BLUE)).paid == 1_840


def test_medicare_sends_the_claim_on_to_the_supplement_it_names():
    other = OtherCoverage(Party(name="CEDAR", payer_id=SUPPLEMENT), Person("DOE", "JANE", member_id="CED1"), "S")
    state = with_plan(a_simulator(crossover=1000), coinsurance_percent=20)
    sent(state, a_sim_claim(payer=MEDICARE, member_id="1EG4TE5MK73", other_coverages=(other,)))
    medicare, supplement = (remittance.claims[0] for remittance in (*paid(state, date(2026, 4, 1)), *paid(state)))
    assert (medicare.status, medicare.remarks, medicare.crossover.payer_id) == ("19", ("MA18",), SUPPLEMENT)
    assert (supplement.status, supplement.paid) == ("2", medicare.patient_responsibility)


def test_the_same_seed_answers_the_same_and_another_seed_otherwise():
    def remarks(seed):
        state = a_simulator(seed=seed, underpaid_vs_contract=500)
        sent(state, *(a_sim_claim(control_number=f"C{i}", member_id=f"W{i}77") for i in range(10)), at=SENT_AT)
        return [answer.paid for answer in answers(paid(state))]

    assert remarks(1) == remarks(1) != remarks(2)
