"""Expected allowed amounts: the table of worked examples, and what holds of every agreement."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cleanclaim.core.money import cents
from cleanclaim.core.pricing import (
    Agreement,
    Billed,
    CaseRate,
    FeeTable,
    Medicare,
    PercentOfCharge,
    PercentOfMedicare,
    PerDiem,
    Relative,
    expected_of,
    sequestered,
)

TABLE = yaml.safe_load((Path(__file__).parent / "worked_examples.yaml").read_text(encoding="utf-8"))


def relative(texts):
    return Relative(*(Decimal(text) for text in texts))


def of(amount):
    return None if amount is None else cents(f"{amount:.2f}")


def method(example):
    said = TABLE["medicare"]
    values = {code: relative(parts) for code, parts in said["values"].items()}
    medicare = Medicare(values, relative(said["locality"]), Decimal(said["conversion_factor"]))
    percent = Decimal(example.get("percent", 100))
    return {
        "fee": lambda: FeeTable({(code, ""): of(price) for code, price in example["prices"].items()}),
        "medicare": lambda: PercentOfMedicare(percent, medicare),
        "charge": lambda: PercentOfCharge(percent),
        "per_diem": lambda: PerDiem(of(example["amount"])),
        "case": lambda: CaseRate(of(example["amount"])),
    }[example["method"]]()


def billed(procedure, charge, units, is_reducible, day=None, revenue_code=""):
    return Billed(procedure, of(charge), Decimal(units), (), is_reducible, day, revenue_code)


@pytest.mark.parametrize("example", TABLE["examples"], ids=lambda example: example["id"])
def test_the_expected_amount_is_as_worked_by_hand(example):
    lines = [billed(*line) for line in example["lines"]]
    reduction = tuple(Decimal(percent) for percent in example.get("reduction", (100,)))
    agreement = Agreement(method(example), example.get("lesser_of", True), reduction)
    found = expected_of(lines, agreement, stay=example.get("stay"))
    assert [each.allowed for each in found] == [of(amount) for amount in example["allowed"]]
    assert all(each.steps for each in found if each.allowed is not None)


@pytest.mark.parametrize("example", TABLE["sequestration"])
def test_sequestration_cuts_the_payers_part_only(example):
    paid = sequestered(of(example["allowed"]), of(example["share"]), Decimal(example["percent"]))
    assert paid == of(example["paid"])


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=9), st.integers(0, 10**8), st.booleans())
def test_the_parts_of_a_case_rate_are_the_rate(charges, amount, lesser_of):
    lines = [Billed("27447", charge) for charge in charges]
    found = expected_of(lines, Agreement(CaseRate(amount), lesser_of))
    assert sum(each.allowed for each in found) == (min(amount, sum(charges)) if lesser_of else amount)
