"""A small history with known figures, to the cent: three visits, what payers and a patient answered, by month.

A is charged in August, paid in September, taken back and denied in October; B is charged in September and denied in
October; C is charged, rejected, sent again and paid in October.  Each charge is $285.00.
"""

from datetime import date

import pytest
from tests.builders.payments import (
    a_billed_claim,
    an_answer,
    denied,
    from_payer,
    paid_in_full,
    received,
    reversed_answer,
)
from tests.builders.practices import an_actor, the_location

from cleanclaim import clock
from cleanclaim.apps.insight import rates, selectors
from cleanclaim.apps.insight.measures import starts
from cleanclaim.apps.insight.rows import rows_of
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.choices import Method, Purpose
from cleanclaim.apps.ledger.services import receipt_take
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.apps.remittances.services import deposit_record

TODAY = date(2026, 10, 20)
FIGURES = (
    selectors.days_in_receivables,
    rates.first_pass_acceptance,
    rates.denial_rate,
    selectors.money_of_month,
    selectors.receivables_by_age,
)


def billed(month, day, **first_pass):
    """A visit of the day, its claim sent the day after."""
    with clock.at(date(2026, month, day)):
        claim = a_billed_claim(service_on=date(2026, month, day))
        claim.first_sent_at = starts(date(2026, month, day + 1))
        for name, value in first_pass.items():
            setattr(claim, name, value)
        claim.save()
    return claim


def answered(month, day, *answers, payer):
    with clock.at(date(2026, month, day)):
        [remittance] = received(from_payer(payer, *answers))
    return remittance


@pytest.fixture
def history(by):
    """The claims A, B and C on October 20."""
    a, b = billed(8, 10), billed(9, 15)
    paid = an_answer(a, {"paid": 143_00, "PR-3": 25_00}, {"paid": 31_50})
    answered(9, 15, paid, payer=a.payer)
    c = billed(10, 5, first_rejected_at=starts(date(2026, 10, 7)))
    answered(10, 5, denied(b), payer=b.payer)
    with clock.at(date(2026, 10, 12)):
        receipt_take(patient=a.patient, amount=25_00, method=Method.CASH, purpose=Purpose.BALANCE,
                     location=the_location(), by=by)  # fmt: skip
    remittance = answered(10, 15, reversed_answer(paid), paid_in_full(c), payer=c.payer)
    with clock.at(date(2026, 10, 16)):
        deposit_record(trace_number=remittance.trace_number, amount=remittance.amount, received_on=clock.today(),
                       payer=c.payer, by=by)  # fmt: skip
    answered(10, 18, denied(a), payer=a.payer)
    with clock.at(TODAY):
        yield a, b, c
    assert ledger_faults() == []


def test_days_in_receivables_are_what_was_open_over_the_charges_of_ninety_days(history, by):
    figure = selectors.days_in_receivables(on=TODAY, by=by)
    assert (figure.numerator, figure.denominator, figure.value) == (570_00, 855_00 // 90, 60.0)
    assert figure.history == (None, None, None, 90.2, 49.0)  # August: 285.00 open; September: 285.00 and a copay


def test_charges_leave_the_ninety_days(history, by):
    with clock.at(date(2026, 11, 8)):  # the ninetieth day after August 10 is November 7
        assert selectors.days_in_receivables(on=date(2026, 11, 8), by=by).denominator == 570_00 // 90


def test_first_pass_acceptance_counts_claims_by_the_month_they_were_first_sent_in(history, by):
    billed(10, 8)
    figure = rates.first_pass_acceptance(on=TODAY, by=by)
    assert (figure.numerator, figure.denominator, figure.value) == (1, 2, 50.0)
    assert figure.history == (None, None, None, 100.0, 100.0)


def test_the_denial_rate_counts_a_claim_by_its_first_adjudication_alone(history, by):
    figure = rates.denial_rate(on=TODAY, by=by)
    assert (figure.numerator, figure.denominator, figure.value) == (1, 2, 50.0)  # B of B and C; A was paid first
    assert figure.history == (None, None, None, None, 0.0)


def test_open_receivables_stand_in_the_age_of_their_service(history, by):
    buckets = selectors.receivables_by_age(on=TODAY, by=by)
    assert [bucket.insurance for bucket in buckets] == [0, 285_00, 285_00, 0, 0]
    assert sum(bucket.amount for bucket in buckets) == selectors.days_in_receivables(on=TODAY, by=by).numerator


@pytest.mark.parametrize(
    ("days", "age"), [(0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (120, 3), (121, 4)]
)
def test_each_age_has_its_first_and_last_day(days, age, by):
    service_on = date.fromordinal(TODAY.toordinal() - days)
    with clock.at(TODAY):
        a_billed_claim(service_on=service_on)
    amounts = [bucket.amount for bucket in selectors.receivables_by_age(on=TODAY, by=by)]
    assert [place for place, amount in enumerate(amounts) if amount] == [age]


def test_money_of_the_month_leaves_out_what_only_went_to_the_bank(history, by):
    money = selectors.money_of_month(on=TODAY, by=by)
    assert (money.from_payers, money.takebacks, money.from_patients, money.refunds) == (199_50, 174_50, 25_00, 0)
    assert money.net == 50_00
    assert selectors.money_of_month(on=date(2026, 9, 30), by=by).from_payers == 174_50


def test_the_rows_behind_a_figure_are_what_it_counts(history, by):
    _, b, c = history
    rows = {name: list(rows_of(name, age=2, on=TODAY, by=by).queryset) for name in (
        "first-pass", "denial-rate", "takebacks", "from-patients", "aging", "days-in-ar"
    )}  # fmt: skip
    assert rows["first-pass"] == [c]
    assert [answer.claim for answer in rows["denial-rate"]] == [b]
    assert sum(entry.credit for entry in rows["takebacks"]) == 174_50
    assert sum(receipt.amount for receipt in rows["from-patients"]) == 25_00
    assert sum(balance.amount for balance in rows["aging"]) == 285_00
    assert sum(balance.amount for balance in rows["days-in-ar"]) == 570_00


def test_without_a_denominator_there_is_no_figure(by):
    assert rates.denial_rate(on=TODAY, by=by).value is None


@pytest.mark.parametrize("figure", FIGURES)
def test_only_who_may_see_the_money_sees_a_figure(figure, practice, by):
    with pytest.raises(NotPermitted):
        figure(on=TODAY, by=an_actor(practice, "coder"))
