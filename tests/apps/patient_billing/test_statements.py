"""A statement says what the ledger says, why in plain words, and never asks for what a payer may still pay."""

from datetime import date

import pytest
from tests.builders.patients import a_patient
from tests.builders.payments import (
    a_billed_claim,
    a_patient_with_two_plans,
    a_self_pay_visit,
    an_answer,
    denied,
    from_payer,
    received,
)
from tests.builders.practices import an_actor, the_location

from cleanclaim import clock
from cleanclaim.apps.ledger.audit import ledger_faults
from cleanclaim.apps.ledger.choices import Method
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.ledger.selectors import account_money, lines_money
from cleanclaim.apps.patient_billing.due import statements_due
from cleanclaim.apps.patient_billing.errors import NothingDue
from cleanclaim.apps.patient_billing.models import Statement
from cleanclaim.apps.patient_billing.selectors import statement_of
from cleanclaim.apps.patient_billing.services import credit_use, payment_take, statement_issue, statement_print
from cleanclaim.apps.practices.errors import NotPermitted

TODAY = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def books_hold(by):
    """The day is fixed, and whatever a test does, the audit finds nothing afterwards."""
    with clock.at(TODAY):
        yield
    assert ledger_faults() == []


@pytest.fixture
def owing(by):
    """A patient who owes a deductible of $55.00 and a copay of $25.00."""
    claim = a_billed_claim()
    received(from_payer(claim.payer, an_answer(claim, {"paid": 88_00, "PR-1": 55_00, "PR-3": 25_00}, {"paid": 31_50})))
    return claim.patient


def pay(patient, amount, by, **given):
    return payment_take(
        patient=patient, amount=amount, by=by, **{"method": Method.CARD, "location": the_location(), **given}
    )


def test_it_ends_at_what_is_owed_and_says_why(owing, by):
    shown = statement_of(patient=owing, by=by)
    assert (shown.charge, shown.lowered, shown.plan_paid, shown.owed) == (240_00, 72_00, 88_00, 80_00)
    assert [(share.name, share.amount) for share in shown.shares] == [("Deductible", 55_00), ("Copay", 25_00)]


def test_every_line_adds_up(owing, by):
    for line in statement_of(patient=owing, by=by).lines:
        assert line.charge == line.lowered + line.plan_paid + line.patient_paid + line.owed


def test_what_a_payer_may_still_pay_is_not_asked_for(by):
    claim = a_billed_claim(patient=a_patient_with_two_plans())
    received(from_payer(claim.payer, an_answer(claim, {"paid": 143_00, "PR-3": 25_00}, {"paid": 31_50})))
    assert statements_due(by=by).patients == []


def test_a_denied_visit_asks_the_patient_for_nothing(by):
    claim = a_billed_claim()
    received(from_payer(claim.payer, denied(claim)))
    assert statement_of(patient=claim.patient, by=by).lines == ()
    with pytest.raises(NothingDue, match=r"\$0\.00"):
        statement_issue(patient=claim.patient, by=by)


def test_a_visit_without_a_plan_says_so(by):
    line, _ = a_self_pay_visit()
    assert [share.name for share in statement_of(patient=line.patient, by=by).shares] == ["No insurance"]


def test_due_are_those_who_owe_enough_the_most_first(owing, by):
    line, _ = a_self_pay_visit()
    assert [(each, each.owed) for each in statements_due(by=by).patients] == [(line.patient, 285_00), (owing, 80_00)]


def test_credit_lowers_what_is_due_and_the_sums_count_who_is_not_shown(owing, by):
    line, _ = a_self_pay_visit()
    with_credit = a_patient(mrn="77", covered=False)
    pay(with_credit, 270_00, by)
    a_self_pay_visit(patient=with_credit)
    due = statements_due(by=by, first=1)
    assert (due.count, due.amount, due.patients) == (3, 285_00 + 80_00 + 15_00, [line.patient])
    assert [(each, each.owed) for each in statements_due(by=by).patients[2:]] == [(with_credit, 15_00)]


def test_an_issued_statement_is_kept_as_it_was_and_printed(owing, by):
    statement = statement_issue(patient=owing, by=by)
    assert (statement.amount, statement.state, statement.due_on) == (80_00, "sent_1", date(2026, 11, 10))
    assert statement.content["lines"][0]["shares"][0]["name"] == "Deductible"


def test_the_paper_is_that_of_its_day_whenever_it_is_printed(owing, by):
    statement = statement_issue(patient=owing, by=by)
    assert statement.paper["patient"]["addressee"] == owing.name
    owing.last_name = "Newname"
    owing.save()
    first = statement_print(statement=statement, by=by)
    assert first.startswith(b"%PDF")
    kept = Statement.objects.get()
    assert (statement_print(statement=kept, by=by), bytes(kept.pdf)) == (first, first)


def test_nobody_gets_two_statements_in_four_weeks(owing, by):
    statement_issue(patient=owing, by=by)
    assert statements_due(by=by).patients == []
    with clock.at(date(2026, 11, 20)):
        assert statements_due(by=by).patients == [owing]
        assert statement_issue(patient=owing, by=by).state == "sent_2"


def test_sending_a_statement_moves_no_money(owing, by):
    before = account_money(patient=owing, by=by)
    statement_issue(patient=owing, by=by)
    assert account_money(patient=owing, by=by) == before


def test_a_payment_to_the_cent_settles_the_account_and_its_statement(owing, by):
    statement = statement_issue(patient=owing, by=by)
    pay(owing, 80_00, by)
    statement.refresh_from_db()
    assert statement.state == "paid"
    money = account_money(patient=owing, by=by)
    assert (money.with_patient, money.with_payers, money.credit) == (0, 0, 0)


def test_part_of_it_leaves_the_statement_open(owing, by):
    statement = statement_issue(patient=owing, by=by)
    pay(owing, 30_00, by)
    statement.refresh_from_db()
    assert (statement.state, statement_of(patient=owing, by=by).due) == ("sent_1", 50_00)


def test_money_goes_to_the_lines_chosen(by):
    visit, panel = a_self_pay_visit()
    money = {each.line.pk: each for each in lines_money(ChargeLine.objects.filter(patient=visit.patient), by=by)}
    pay(visit.patient, 45_00, by, chosen=[money[panel.pk]])
    assert [line.words for line in statement_of(patient=visit.patient, by=by).lines] == ["Established visit, moderate"]


def test_too_much_waits_and_is_used_when_asked(by):
    patient = a_patient(covered=False)
    pay(patient, 20_00, by)
    a_self_pay_visit(patient=patient)
    credit_use(patient=patient, by=by)
    assert statement_of(patient=patient, by=by).due == 265_00


def test_only_who_may_sends_statements(owing, practice):
    with pytest.raises(NotPermitted):
        statement_issue(patient=owing, by=an_actor(practice, "front_desk"))
