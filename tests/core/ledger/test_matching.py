"""Which billed line a payer's service line answers."""

from datetime import date

import pytest

from cleanclaim.core.claim.value import Person
from cleanclaim.core.ledger.matching import BilledClaim, BilledLine, match_lines, speaks_of
from cleanclaim.core.remittance.value import ClaimPayment, ServicePayment

VISIT = BilledLine("L1", "99213", ("25",), charge=15000, service_on=date(2026, 3, 2), control_number="C1-1")
LAB = BilledLine("L2", "80053", charge=10000, service_on=date(2026, 3, 2), control_number="C1-2")


def found(*services: ServicePayment, billed: tuple[BilledLine, ...] = (VISIT, LAB)) -> list[tuple[str | None, str]]:
    answer = ClaimPayment("C1", "1", 0, 0, lines=services)
    match = match_lines(answer, billed)
    by = {m.service: m.by for m in match.matched}
    return [(match.line_of(n), by.get(n, "")) for n in range(len(services))]


def test_the_line_control_number_comes_before_the_procedure():
    service = ServicePayment(15000, 0, procedure="80053", line_control_number="C1-1")
    assert found(service) == [("L1", "control_number")]


def test_without_a_control_number_procedure_modifiers_and_date_decide():
    service = ServicePayment(15000, 0, procedure="99213", modifiers=("25",), service_from=date(2026, 3, 2))
    assert found(service) == [("L1", "procedure")]


def test_a_modifier_the_payer_leaves_out_is_forgiven_and_told():
    assert found(ServicePayment(15000, 0, procedure="99213")) == [("L1", "modifier_left_out")]


def test_a_changed_code_is_found_by_what_was_submitted():
    service = ServicePayment(15000, 0, procedure="99212", procedure_submitted="99213")
    assert found(service) == [("L1", "submitted_procedure")]


def test_a_strange_code_is_found_by_a_charge_that_fits_one_line_only():
    assert found(ServicePayment(10000, 0, procedure="G0001")) == [("L2", "charge")]


def test_a_charge_that_fits_two_lines_is_no_match():
    twin = BilledLine("L3", "84132", charge=10000)
    assert found(ServicePayment(10000, 0, procedure="G0001"), billed=(LAB, twin)) == [(None, "")]


def test_the_same_test_twice_on_a_day_is_matched_one_to_one():
    twice = (LAB, BilledLine("L3", "80053", charge=10000, service_on=date(2026, 3, 2)))
    service = ServicePayment(10000, 0, procedure="80053")
    assert [line for line, _ in found(service, service, billed=twice)] == ["L2", "L3"]


def test_another_day_is_another_line():
    later = BilledLine("L3", "80053", charge=10000, service_on=date(2026, 3, 9))
    service = ServicePayment(10000, 0, procedure="80053", service_from=date(2026, 3, 9))
    assert found(service, billed=(LAB, later)) == [("L3", "procedure")]


def test_what_was_not_answered_is_reported():
    answer = ClaimPayment("C1", "1", 0, 0, lines=(ServicePayment(15000, 0, procedure="99213"),))
    assert match_lines(answer, (VISIT, LAB)).unanswered == ("L2",)


def test_an_answer_without_lines_is_about_the_whole_claim():
    match = match_lines(ClaimPayment("C1", "1", 25000, 0), (VISIT, LAB))
    assert (match.is_claim_level, match.unmatched, match.unanswered) == (True, (), ())


def test_a_reversal_finds_the_line_it_reverses():
    assert found(ServicePayment(-10000, -6000, procedure="80053")) == [("L2", "procedure")]


BILLED = BilledClaim(("Whitaker", ""), ("W-99 1",), date(2026, 3, 2), 15_000)


def an_answer_for(last_name="DOE", member_id="X1", on=date(2026, 4, 4), charge=9_000):
    person = Person(last_name=last_name, member_id=member_id)
    return ClaimPayment("CLM-1", "1", charge, 0, patient=person, service_from=on)


@pytest.mark.parametrize(
    "agreeing",
    [
        {"last_name": "WHITAKER"},
        {"last_name": "WHITAK"},  # cut short by the payer
        {"member_id": "w991"},
        {"on": date(2026, 3, 2), "charge": 15_000},
        {"on": date(2026, 3, 2), "charge": -15_000},  # taken back
        {"last_name": "", "member_id": ""},  # nobody named: the number is all there is
    ],
)
def test_the_number_and_one_more_sign_make_the_claim(agreeing):
    assert speaks_of(an_answer_for(**agreeing), BILLED)


@pytest.mark.parametrize("differing", [{}, {"on": date(2026, 3, 2)}, {"charge": 15_000}])
def test_the_number_of_a_claim_on_an_answer_for_somebody_else_is_chance(differing):
    assert not speaks_of(an_answer_for(**differing), BILLED)
