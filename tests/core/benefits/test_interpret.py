from datetime import date

import pytest

from cleanclaim.core.benefits import AAA_CODES, Benefit, EligibilityResponse, Problem, Verdict, interpret
from cleanclaim.core.claim.value import Party, Person

DAY = date(2026, 5, 4)
PLAN = ("30",)


def an_answer(*benefits: Benefit, **more) -> EligibilityResponse:
    given = {"payer": Party(name="MERIDIAN BLUE"), "subscriber": Person(last_name="DOE"), "trace_number": "T1"}
    return EligibilityResponse(**{**given, "benefits": benefits, **more})


def test_active_needs_the_payers_plain_word():
    assert interpret(an_answer(Benefit("1", service_types=PLAN, plan="PPO")), on=DAY).verdict is Verdict.ACTIVE


def test_an_answer_that_says_nothing_is_undetermined():
    assert interpret(an_answer(), on=DAY).verdict is Verdict.UNDETERMINED


def test_coverage_of_other_services_alone_is_undetermined():
    assert interpret(an_answer(Benefit("1", service_types=("88",))), on=DAY).verdict is Verdict.UNDETERMINED


def test_an_inactive_plan_is_inactive():
    assert interpret(an_answer(Benefit("6", service_types=PLAN)), on=DAY).verdict is Verdict.INACTIVE


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        ({"plan_from": date(2026, 5, 5)}, "The plan begins on 2026-05-05, after the day of service"),
        ({"plan_to": date(2026, 5, 3)}, "The plan ended on 2026-05-03, before the day of service"),
    ],
)
def test_a_plan_outside_its_dates_is_inactive(dates, reason):
    found = interpret(an_answer(Benefit("1", service_types=PLAN), **dates), on=DAY)
    assert (found.verdict, found.reason) == (Verdict.INACTIVE, reason)


def test_of_two_periods_the_one_with_the_day_counts():
    old = Benefit("1", service_types=PLAN, plan="OLD", dates=(("291", "20250101-20251231"),))
    new = Benefit("1", service_types=PLAN, plan="NEW", dates=(("291", "20260101-20261231"),))
    assert interpret(an_answer(old, new), on=DAY).plan == "NEW"


def test_active_and_inactive_at_once_is_undetermined():
    both = an_answer(Benefit("1", service_types=PLAN), Benefit("6", service_types=PLAN))
    assert interpret(both, on=DAY).verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize("code", ["R", "U", "V"])
def test_a_payer_that_points_elsewhere_has_not_said_that_it_covers(code):
    assert interpret(an_answer(Benefit(code, service_types=PLAN)), on=DAY).verdict is Verdict.UNDETERMINED


def test_the_other_payer_is_named_beside_an_active_plan():
    other = Benefit("R", service_types=PLAN, entity=Party(name="NORTHFIELD HEALTH"))
    found = interpret(an_answer(Benefit("1", service_types=PLAN), other), on=DAY)
    assert (found.verdict, found.other_payer) == (Verdict.ACTIVE, "NORTHFIELD HEALTH")


@pytest.mark.parametrize(
    ("code", "who"), [("72", "front_desk"), ("58", "front_desk"), ("42", "payer"), ("80", "payer"), ("43", "biller")]
)
def test_a_problem_names_who_mends_it(code, who):
    found = interpret(an_answer(problems=(Problem(code, "C", "2100C"),)), on=DAY)
    assert (found.verdict, found.mended_by, found.reason) == (Verdict.UNDETERMINED, who, AAA_CODES[code].words)


def test_a_problem_we_do_not_know_is_quoted_by_its_code():
    assert interpret(an_answer(problems=(Problem("ZZ"),)), on=DAY).reason == "The payer could not answer (AAA code ZZ)"


def test_what_the_patient_pays_is_taken_from_in_network_and_for_the_visit():
    found = interpret(
        an_answer(
            Benefit("1", service_types=PLAN, plan="PPO"),
            Benefit("B", service_types=PLAN, amount=5_000),
            Benefit("B", service_types=("98",), amount=9_000, in_network="N"),
            Benefit("B", service_types=("98",), amount=3_000, in_network="Y"),
            Benefit("C", "FAM", PLAN, period="29", amount=90_000),
            Benefit("C", "IND", PLAN, period="29", amount=40_000),
            Benefit("C", "IND", PLAN, period="23", amount=150_000),
            Benefit("A", service_types=PLAN, percent=".2"),
            Benefit("G", service_types=PLAN, period="29", amount=250_000),
        ),
        on=DAY,
    )
    assert (found.copay, found.deductible, found.deductible_left) == (3_000, 150_000, 40_000)
    assert (found.coinsurance_percent, found.out_of_pocket_left) == (20, 250_000)


def test_every_aaa_code_is_mended_by_a_role_we_have():
    assert {row.mended_by for row in AAA_CODES.values()} == {"front_desk", "biller", "payer"}
