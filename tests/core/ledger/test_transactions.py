"""A transaction that may not exist is never made."""

import pytest

from cleanclaim.core.ledger.chart import CHART
from cleanclaim.core.ledger.errors import UnsoundTransaction
from cleanclaim.core.ledger.transaction import Entry, Transaction

DEBIT = Entry("ar_insurance", "payer:AET", "L1", debit=100)
CREDIT = Entry("gross_charges", None, "L1", credit=100)


def unsound(*entries: Entry) -> str:
    with pytest.raises(UnsoundTransaction) as refusal:
        Transaction("T", "test", entries).check()
    return str(refusal.value)


def test_a_balanced_charge_is_sound():
    assert Transaction("T", "charge_posted", (DEBIT, CREDIT)).check().source_key == "T"


def test_it_balances_on_every_line_not_only_in_total():
    assert "out of balance" in unsound(DEBIT, Entry("gross_charges", None, "L2", credit=100))


@pytest.mark.parametrize(
    "entry",
    [
        Entry("ar_insurance", "payer:AET", "L1", debit=100, credit=100),
        Entry("ar_insurance", "payer:AET", "L1"),
        Entry("ar_insurance", "payer:AET", "L1", debit=-100),
        Entry("ar_insurance", "payer:AET", "L1", debit=True),
        Entry("ar_insurance", "payer:AET", "L1", debit=1.0),  # type: ignore[arg-type]
        Entry("ar_insurance", "payer:AET", "L1", debit=2**53),
    ],
)
def test_an_entry_has_one_positive_side_in_whole_cents(entry: Entry):
    assert unsound(entry, CREDIT)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (Entry("ar_insurance", "patient:P1", "L1", debit=100), "needs a party of kind payer"),
        (Entry("ar_insurance", "payer:AET", None, debit=100), "needs a charge line"),
        (Entry("cash_operating", "bank:1", "L1", debit=100), "takes no charge line"),
        (Entry("slush_fund", "payer:AET", "L1", debit=100), "there is no account slush_fund"),
    ],
)
def test_an_entry_fits_the_chart(entry: Entry, why: str):
    assert why in unsound(entry, CREDIT)


def test_the_chart_writes_off_by_itself_what_the_contract_says_and_nothing_else():
    assert CHART.account_for("CO", "45").id == "contractual_adjustments"
    assert CHART.account_for("CO", "16") is None
    assert CHART.account_for("PR", "45") is None
