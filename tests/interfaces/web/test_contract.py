"""A contract is entered beside an example worked out by it, and what is typed wrong is said beside its field."""

from datetime import date

import pytest
from tests.builders.practices import an_actor, the_payer

from cleanclaim.apps.activity.models import ActivityEntry
from cleanclaim.apps.practices.models import Contract

TYPED = {
    "name": "Agreement 2026", "effective_from": "2026-03-02", "pricing": "charge", "percent": "62.5",
    "second_percent": "100", "later_percent": "100",
}  # fmt: skip


@pytest.fixture
def manager(practice, by, browsing_as):
    return browsing_as(an_actor(practice, "manager"))


def test_terms_of_a_day_are_entered_and_worked_out(manager):
    payer = the_payer()
    started = manager.post(f"/settings/payers/{payer.pk}/contract/", TYPED)
    shown = manager.get(f"{started.url}?procedure=99213&on=2026-03-02&charge=150").text
    assert "99213 on 2026-03-02 = $93.75" in shown
    assert "62.50 % of $150.00 billed" in shown
    assert Contract.objects.on(date(2026, 3, 1)).get(payer=payer).pricing == "fee_table"
    assert ActivityEntry.objects.filter(what="contract_begin").count() == 1


def test_a_contract_is_corrected(manager):
    contract = Contract.objects.get(payer=the_payer("medicare"))
    page = f"/settings/contracts/{contract.pk}/edit/"
    sent = {**TYPED, "effective_from": "2020-01-01", "sequestration": "on"}
    assert manager.post(page, sent).status_code == 302
    shown = manager.get(f"{page}?procedure=99213&on=2026-03-02&charge=100").text
    assert "99213 on 2026-03-02 = $62.50" in shown
    assert "$61.25 arrive" in shown


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"percent": ""}, "How many percent?"),
        ({"pricing": "per_diem"}, "How much?"),
        ({"effective_to": "2026-01-01"}, "Not before the first day."),
        ({"mac": "13"}, "Five digits"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(manager, wrong, says):
    answer = manager.post(f"/settings/payers/{the_payer().pk}/contract/", {**TYPED, **wrong})
    assert (answer.status_code, says in answer.text) == (422, True)


def test_a_code_without_a_price_is_not_guessed(manager):
    contract = Contract.objects.get(payer=the_payer())
    shown = manager.get(f"/settings/contracts/{contract.pk}/edit/?procedure=00100&on=2026-03-02&charge=100").text
    assert "the contract does not say" in shown
