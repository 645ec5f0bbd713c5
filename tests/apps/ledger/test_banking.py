"""Cash is counted and banked, cards are settled: what patients paid arrives, to the cent."""

import pytest
from tests.builders.patients import a_patient
from tests.builders.practices import an_actor, the_location

from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.banking import cards_settle, cards_waiting, drawer_bank, drawers
from cleanclaim.apps.ledger.choices import Method, Purpose
from cleanclaim.apps.ledger.errors import ActNotPossible, NotApprovable
from cleanclaim.apps.ledger.models import Balance
from cleanclaim.apps.ledger.services import receipt_take
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.core.ledger import chart


def taken(by, amount, method=Method.CASH):
    receipt_take(
        patient=a_patient(), amount=amount, method=method, purpose=Purpose.BALANCE, location=the_location(), by=by
    )


def in_the_books(account):
    return sum(Balance.objects.filter(account=account).values_list("amount", flat=True))


def test_a_drawer_is_banked_whole(by):
    taken(by, 40_00)
    taken(by, 25_00, Method.CHECK)
    [drawer] = drawers(by=by)
    drawer_bank(drawer=drawer, counted=65_00, slip="1124", by=by)
    assert (drawers(by=by), in_the_books(chart.BANK), ledger_faults()) == ([], 65_00, [])


def test_what_is_missing_is_short_and_work_for_the_manager(by):
    taken(by, 40_00)
    [drawer] = drawers(by=by)
    drawer_bank(drawer=drawer, counted=38_00, slip="", by=by)
    assert (in_the_books("cash_over_short"), in_the_books(chart.BANK), drawers(by=by)) == (2_00, 38_00, [])
    assert "$2.00 short" in WorkItem.objects.get(kind="drawer_variance").title


def test_the_processor_keeps_its_fee(by):
    taken(by, 100_00, Method.CARD)
    cards_settle(gross=100_00, fee=2_60, reference="B7", by=by)
    assert (cards_waiting(by=by), in_the_books(chart.BANK), in_the_books("merchant_fees")) == (0, 97_40, 2_60)


def test_no_batch_is_larger_than_what_was_taken(by):
    taken(by, 10_00, Method.CARD)
    with pytest.raises(ActNotPossible, match=r"\$10\.00 was taken by card"):
        cards_settle(gross=10_01, fee=0, reference="B8", by=by)


def test_a_biller_may_only_ask_for_a_settlement(by, practice):
    taken(by, 10_00, Method.CARD)
    with pytest.raises(NotApprovable):
        cards_settle(gross=10_00, fee=0, reference="B9", by=an_actor(practice, "biller"))


def test_the_manager_banks_a_drawer_on_its_page(by, practice, browsing_as):
    taken(by, 40_00)
    browser = browsing_as(an_actor(practice, "manager"))
    assert "$40.00" in browser.get("/books/bank/").content.decode()
    answer = browser.post(f"/books/bank/drawers/{the_location().pk}/", {"counted": "40.00", "slip": "12"}, follow=True)
    assert "banked" in answer.content.decode()
    assert drawers(by=by) == []
