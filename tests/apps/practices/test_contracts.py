"""Contracts in rows price a claim as the core does, in each way, and are changed from a day on."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec import structs
from tests.builders.payments import a_billed_claim, an_answer, from_payer, received
from tests.builders.practices import an_actor, the_payer

from cleanclaim.apps.practices import contracts
from cleanclaim.apps.practices.codes import codesets as of_the_server
from cleanclaim.apps.practices.contracts import ContractTerms, Serviced, contract_begin, contract_change, expected
from cleanclaim.apps.practices.errors import NotAllowedNow
from cleanclaim.apps.practices.models import Contract
from cleanclaim.apps.remittances.models import Underpayment
from cleanclaim.core.codesets.fees import FEE_COLUMNS, FeeSchedule, fee_row
from cleanclaim.core.codesets.local import GPCI_COLUMNS, CostIndices
from cleanclaim.core.codesets.mapped import key_of, table_of
from cleanclaim.core.codesets.releases import Releases

ON = date(2026, 3, 2)
UNITS = {"99213": ("1.30", "1.34", "0.56", "0.10"), "11042": ("1.01", "2.35", "0.58", "0.11")}


def _fee(code):
    work, practice, facility, malpractice = UNITS[code]
    values = {"work": work, "practice": practice, "facility": facility, "malpractice": malpractice, "factor": "33.40"}
    marks = {"status": "A", "pctc": "0", "global": "000", "multiple": "2" if code == "11042" else "0"}
    others = dict.fromkeys(("bilateral", "assistant", "co_surgeon", "team"), "0")
    return fee_row({"code": code, "modifier": "", **values, **marks, **others})


@pytest.fixture
def medicare(monkeypatch):
    """A year of Medicare's fee schedule, with one locality of contractor 13282."""
    fees = FeeSchedule(table_of(FEE_COLUMNS, [_fee(code) for code in UNITS]))
    places = CostIndices(table_of(GPCI_COLUMNS, [(key_of("13282", "01"), 1052, 1100, 900)]))
    loaded = structs.replace(
        of_the_server(),
        fees=Releases(Path(), "mpfs", "The schedule", FeeSchedule, always=fees),
        cost_indices=Releases(Path(), "gpci", "The indices", CostIndices, always=places),
    )
    monkeypatch.setattr(contracts, "codesets", lambda: loaded)


def terms(**given):
    return ContractTerms(**{"name": "Agreement", "effective_from": date(2026, 1, 1), "pricing": "fee_table", **given})


def a_contract(**given):
    return Contract(payer=the_payer(), **structs.asdict(terms(**given)))


def allowed(contract, *lines, rates=None):
    return [each.allowed for each in expected(contract, [Serviced(*line) for line in lines], rates or {}, on=ON)]


def test_a_percent_of_medicare_in_each_place(by, medicare):
    visit = ("99213", 150_00)
    assert allowed(a_contract(pricing="medicare", percent=Decimal(100)), visit) == [91_52]
    assert allowed(a_contract(pricing="medicare", percent=Decimal(120)), visit) == [109_82]
    local = a_contract(pricing="medicare", percent=Decimal(100), mac="13282", locality="01")
    assert allowed(local, visit) == [97_92]
    assert allowed(local, ("99213", 150_00, Decimal(1), "", "22")) == [69_26]
    own = a_contract(pricing="medicare", percent=Decimal(100), conversion_factor=Decimal("40.00"))
    assert allowed(own, visit, ("99999", 10_00)) == [109_60, None]


def test_the_other_ways(by, medicare):
    visit, wound = ("99213", 150_00), ("11042", 300_00)
    assert allowed(a_contract(pricing="charge", percent=Decimal("62.5")), visit) == [93_75]
    assert allowed(a_contract(pricing="per_diem", amount=90_00), visit, wound) == [30_00, 60_00]
    assert allowed(a_contract(pricing="case_rate", amount=600_00, lesser_of=True), visit, wound) == [150_00, 300_00]
    prices = {("11042", ""): 200_00, ("99213", ""): 92_00}
    assert allowed(a_contract(lesser_of=True), ("99213", 80_00), rates=prices) == [80_00]
    halved = a_contract(second_percent=50, later_percent=25)
    assert allowed(halved, wound, wound, wound, visit, rates=prices) == [200_00, 100_00, 50_00, 92_00]
    assert allowed(halved, ("99213", 150_00, Decimal(1), "26"), rates=prices) == [None]


def test_a_year_of_medicare_that_is_not_loaded_says_nothing(by):
    assert allowed(a_contract(pricing="medicare", percent=Decimal(100)), ("99213", 150_00)) == [None]


def test_new_terms_end_the_old_the_day_before_and_keep_the_prices(by, practice):
    payer, manager = the_payer(), an_actor(practice, "manager")
    before = Contract.objects.get(payer=payer)
    started = contract_begin(payer=payer, terms=terms(effective_from=ON), by=manager)
    before.refresh_from_db()
    assert (before.effective_to, started.rates.count()) == (date(2026, 3, 1), before.rates.count())
    with pytest.raises(NotAllowedNow, match="two contracts"):
        contract_change(contract=before, terms=terms(effective_to=ON), by=manager)


def test_who_may_only_ask_does_not_enter_contracts(by, practice):
    with pytest.raises(NotAllowedNow, match="manager"):
        contract_begin(payer=the_payer(), terms=terms(effective_from=ON), by=an_actor(practice, "denial_specialist"))


def test_an_underpayment_of_a_contract_without_prices_is_found_with_its_steps(by):
    payer = the_payer()
    Contract.objects.filter(payer=payer).update(pricing="charge", percent=70)
    claim = a_billed_claim()
    assert claim.payer == payer
    received(from_payer(payer, an_answer(claim, {"paid": 148_00}, {"paid": 31_50})))
    found = Underpayment.objects.get()
    assert (found.expected, found.amount) == (168_00, 20_00)
    assert found.arithmetic[0] == "70.00 % of $240.00 billed: $168.00"
