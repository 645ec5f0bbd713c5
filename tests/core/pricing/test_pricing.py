"""Charges and expected payment, by date, in whole cents."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanclaim.core.benefits import Interpretation, Verdict
from cleanclaim.core.pricing import Contract, FeeSchedule, Price, charge_for, expected_allowed, patient_estimate

START, NEW_YEAR, MARCH = date(2025, 1, 1), date(2026, 1, 1), date(2026, 3, 2)
FEES = FeeSchedule(
    "Standard",
    (
        Price("99213", 14_000, START, date(2025, 12, 31)),
        Price("99213", 15_000, NEW_YEAR),
        Price("71046", 8_000, START),
        Price("71046", 3_000, START, modifier="26"),
        Price("J1885", 333, START),
    ),
)
CONTRACT = Contract(
    "Summit Mutual",
    START,
    (Price("99213", 9_215, START), Price("20610", 6_000, START), Price("71046", 1_100, START, modifier="26")),
    last=date(2026, 12, 31),
    percent_of_charge=60,
    percents=(("50", 150), ("52", 50)),
)


@pytest.mark.parametrize(
    ("procedure", "modifiers", "units", "on", "charge"),
    [
        ("99213", (), 1, date(2025, 12, 31), 14_000),
        ("99213", (), 1, NEW_YEAR, 15_000),
        ("99213", ("25",), 1, MARCH, 15_000),
        ("71046", (), 1, MARCH, 8_000),
        ("71046", ("26",), 1, MARCH, 3_000),
        ("71046", ("RT", "26"), 1, MARCH, 3_000),
        ("J1885", (), 4, MARCH, 1_332),
        ("J1885", (), Decimal("0.5"), MARCH, 166),  # 166.5: half to even
        ("J1885", (), Decimal("1.5"), MARCH, 500),  # 499.5: half to even
        ("99213", (), 1, date(2024, 12, 31), None),
        ("99999", (), 1, MARCH, None),
    ],
)
def test_a_charge_is_the_fee_of_the_day_times_the_units(procedure, modifiers, units, on, charge):
    assert charge_for(procedure, modifiers, units, on=on, fees=FEES) == charge


@pytest.mark.parametrize(
    ("procedure", "modifiers", "units", "charge", "allowed"),
    [
        ("99213", (), 1, None, 9_215),
        ("99213", (), 1, 8_000, 8_000),  # the lesser of price and charge
        ("20610", ("50",), 1, None, 9_000),
        ("20610", ("50", "52"), 1, None, 4_500),
        ("71046", ("26",), 1, 3_000, 1_100),
        ("71046", (), 1, 8_000, 4_800),  # no price: percent of the charge
        ("99999", (), 1, None, None),
    ],
)
def test_a_contract_says_what_to_expect(procedure, modifiers, units, charge, allowed):
    expected = expected_allowed(procedure, modifiers, units, on=MARCH, contract=CONTRACT, charge=charge)
    assert expected == allowed


@pytest.mark.parametrize("on", [date(2024, 12, 31), date(2027, 1, 1)])
def test_a_contract_that_is_not_in_force_says_nothing(on):
    assert expected_allowed("99213", (), 1, on=on, contract=CONTRACT) is None


def active(**terms):
    return Interpretation(Verdict.ACTIVE, **terms)


@pytest.mark.parametrize(
    ("allowed", "benefits", "of_visit", "share"),
    [
        (10_000, active(copay=3_000), None, 3_000),
        (2_000, active(copay=3_000), None, 2_000),
        (10_000, active(deductible_left=4_000), None, 4_000),
        (10_000, active(deductible_left=4_000, coinsurance_percent=20), None, 5_200),
        (10_000, active(copay=3_000, deductible_left=4_000, coinsurance_percent=20), None, 3_000),
        (16_000, active(copay=3_000, deductible_left=4_000, coinsurance_percent=20), 10_000, 7_400),
        (10_000, active(deductible_left=9_000, out_of_pocket_left=5_000), None, 5_000),
        (10_000, active(), None, 0),
        (10_000, Interpretation(Verdict.INACTIVE), None, 10_000),
        (10_000, Interpretation(Verdict.UNDETERMINED), None, 10_000),
    ],
)
def test_the_patient_share_follows_the_plan(allowed, benefits, of_visit, share):
    assert patient_estimate(allowed, benefits, of_visit=of_visit) == share


CENTS = st.integers(0, 10**9)
PERHAPS = CENTS | st.none()


@given(CENTS, PERHAPS, PERHAPS, st.integers(0, 100) | st.none(), PERHAPS, PERHAPS)
def test_a_patient_never_owes_less_than_nothing_or_more_than_allowed(allowed, copay, left, percent, pocket, visit):
    benefits = active(copay=copay, deductible_left=left, coinsurance_percent=percent, out_of_pocket_left=pocket)
    assert 0 <= patient_estimate(allowed, benefits, of_visit=visit) <= allowed
