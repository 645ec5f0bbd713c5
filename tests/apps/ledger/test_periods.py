"""Closed days and months: nothing is posted into them, late entries keep their date, reports never change and tie."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.builders.patients import a_patient
from tests.builders.payments import a_billed_claim, a_self_pay_visit, an_answer, from_payer, received
from tests.builders.practices import an_actor, the_location
from tests.database import triggers_lifted

from cleanclaim import clock
from cleanclaim.apps.ledger.adjustments import balance_write_off
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.chain import links_made
from cleanclaim.apps.ledger.choices import PeriodKind
from cleanclaim.apps.ledger.errors import NotClosable
from cleanclaim.apps.ledger.models import JournalEntry, JournalTransaction, Period
from cleanclaim.apps.ledger.periods import month_to_close, period_close, undone
from cleanclaim.apps.ledger.reports import deposits_roll, receivables_roll, trial_balance
from cleanclaim.apps.ledger.services import charge_line_void, receipt_take
from cleanclaim.apps.practices.errors import NotPermitted
from cleanclaim.apps.remittances.services import deposit_record
from cleanclaim.core.ledger import chart

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
MONTH = PeriodKind.MONTH


@pytest.fixture
def october(by):
    """Charges, a payer's answer with its deposit, a copay in the drawer and a write-off, all in October."""
    with clock.at(date(2026, 10, 14)):
        claim = a_billed_claim()
        received(from_payer(claim.payer, an_answer(claim, {"paid": 143_00, "PR-3": 25_00}, {"paid": 31_50})))
        deposit_record(
            trace_number=claim.payments.get().remittance.trace_number, amount=174_50, received_on=date(2026, 10, 16),
            payer=claim.payer, by=by,
        )  # fmt: skip
        pay(claim.patient, 30_00, by)
        line = a_self_pay_visit()[0]
        balance_write_off(
            line=line, party=line.patient.party, account="small_balance", amount=5_00, reason="Rounding", by=by
        )
    return claim


def pay(patient, amount, by):
    return receipt_take(
        patient=patient, amount=amount, method="cash", purpose="balance", location=the_location(), by=by
    )


def closed(by, kind=MONTH, last=OCTOBER[1]):
    with clock.at(max(last + timedelta(days=2), date(2026, 11, 2))):
        return period_close(kind=kind, last=last, left_open=[each.words for each in undone(by=by)], by=by)


def figures(by, first=OCTOBER[0], last=OCTOBER[1]):
    days = {"first": first, "last": last, "by": by}
    return trial_balance(**days), receivables_roll(**days), deposits_roll(**days)


def test_the_trial_balance_sums_to_zero(by, october):
    rows = trial_balance(first=OCTOBER[0], last=OCTOBER[1], by=by)
    assert sum(row.closing for row in rows) == 0
    assert sum(row.debits for row in rows) == sum(row.credits for row in rows) > 0


def test_opening_plus_charges_less_payments_less_adjustments_is_closing(by, october):
    roll = receivables_roll(first=OCTOBER[0], last=OCTOBER[1], by=by)
    steps = {step.words: step.amount for step in roll.steps}
    open_now = JournalEntry.objects.filter(account__in=chart.RECEIVABLES)
    assert roll.is_tied
    assert roll.closing == sum(entry.debit - entry.credit for entry in open_now)
    assert steps["Charged"] == 570_00
    assert steps["Paid by payers"] == -174_50
    assert steps["Paid by patients"] == -25_00
    assert steps["Small balance"] == -5_00


def test_money_received_less_money_banked_is_still_on_its_way(by, october):
    rows = {each.account: (received, banked, each.closing) for each, received, banked in deposits_roll(
        first=OCTOBER[0], last=OCTOBER[1], by=by
    )}  # fmt: skip
    assert rows == {chart.ERA: (174_50, 174_50, 0), chart.DRAWER: (30_00, 0, 30_00)}


def test_the_next_month_opens_with_what_the_last_closed(by, october):
    with clock.at(date(2026, 11, 5)):
        pay(october.patient, 7_00, by)
    november = {row.account: row.opening for row in figures(by, date(2026, 11, 1), date(2026, 11, 30))[0]}
    assert november == {row.account: row.closing for row in figures(by)[0] if row.closing}


def test_reports_of_a_closed_month_never_change_and_a_late_entry_keeps_its_date(by, october):
    before = figures(by)
    closed(by)
    with clock.at(date(2026, 11, 3)):
        for line in october.lines.select_related("line"):
            charge_line_void(line=line.line, reason="Wrong patient", by=by)
        a_self_pay_visit(service_on=date(2026, 10, 9))
    late = JournalTransaction.objects.latest("pk")
    assert (late.occurred_on, late.posted_on) == (date(2026, 10, 9), date(2026, 11, 3))
    assert figures(by) == before
    assert ledger_faults() == []


def test_after_the_day_is_closed_money_stands_in_the_books_of_the_next(by, october):
    today = date(2026, 10, 14)
    with clock.at(today):
        period_close(kind=PeriodKind.DAY, last=today, left_open=[each.words for each in undone(by=by)], by=by)
        pay(october.patient, 3_00, by)
    late = JournalTransaction.objects.latest("pk")
    assert (late.occurred_on, late.posted_on) == (today, date(2026, 10, 15))
    assert set(late.entries.values_list("posted_on", flat=True)) == {date(2026, 10, 15)}


def test_with_the_clock_set_back_nothing_is_posted_into_the_closed_month(by, october):
    closed(by)
    with clock.at(date(2026, 10, 20)):
        pay(october.patient, 3_00, by)
    assert JournalTransaction.objects.latest("pk").posted_on == date(2026, 11, 1)


def test_the_database_refuses_a_row_of_a_closed_day(by, october):
    closed(by)
    row = JournalTransaction.objects.latest("pk")
    row.pk, row.source_key, row.posted_on = None, "behind the services", date(2026, 10, 31)
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        committed(row)


def committed(row):
    row.save(force_insert=True)
    links_made()


def test_what_is_not_done_is_shown_and_has_to_be_acknowledged(by, october):
    with clock.at(date(2026, 11, 2)):
        drawer = f"Cash and checks not yet banked ({the_location().name})"
        assert [(each.words, each.amount) for each in undone(by=by)] == [(drawer, 30_00)]
        with pytest.raises(NotClosable, match=r"not yet banked .* \(\$30\.00\)"):
            period_close(kind=MONTH, last=OCTOBER[1], left_open=[], by=by)
        assert period_close(kind=MONTH, last=OCTOBER[1], left_open=[drawer], by=by).left_open == [drawer]


@pytest.mark.parametrize(("last", "words"), [(date(2026, 11, 30), "not over"), (date(2026, 10, 30), "its last day")])
def test_a_month_closes_when_it_is_over(by, last, words):
    with clock.at(date(2026, 11, 2)), pytest.raises(NotClosable, match=words):
        period_close(kind=MONTH, last=last, left_open=[], by=by)


def test_a_month_closes_once_and_for_good(by, october):
    row = closed(by)
    with pytest.raises(NotClosable, match="Closed already"):
        closed(by)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Period.objects.filter(pk=row.pk).update(last=date(2026, 9, 30))
    assert month_to_close(by=by) == (date(2026, 11, 1), date(2026, 11, 30))


def test_the_audit_finds_a_closed_month_whose_sums_were_changed(by, october):
    closed(by)
    with triggers_lifted(connection):
        JournalEntry.objects.filter(account="small_balance").update(account="charity")
    assert any("gives other sums than when it closed" in fault for fault in ledger_faults())


def test_only_who_may_close_closes(by, practice):
    with pytest.raises(NotPermitted):
        period_close(kind=MONTH, last=OCTOBER[1], left_open=[], by=an_actor(practice, "biller"))


def test_a_month_in_which_nothing_happened_is_empty_and_ties(by):
    a_patient()
    balance, roll, deposits = figures(by)
    assert (balance, roll.opening, roll.closing, roll.steps, deposits) == ([], 0, 0, (), [])
