"""Asking patients for their share, and taking it."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record, move
from cleanclaim.apps.ledger.choices import Method, Purpose
from cleanclaim.apps.ledger.credit_work import credits_review
from cleanclaim.apps.ledger.models import ChargeLine, Receipt
from cleanclaim.apps.ledger.selectors import LineMoney, account_money
from cleanclaim.apps.ledger.services import credit_allocate, receipt_take
from cleanclaim.apps.patient_billing.choices import DAYS_TO_PAY, FOLLOWS, MINIMUM
from cleanclaim.apps.patient_billing.errors import NothingDue
from cleanclaim.apps.patient_billing.models import Statement
from cleanclaim.apps.patient_billing.selectors import SETTLED, require_seeing, statement_of
from cleanclaim.apps.patient_billing.statement import PatientStatement, long_day, printed
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import Location
from cleanclaim.apps.practices.printing import address_lines, letterhead, pdf
from cleanclaim.apps.practices.services import control_number_take
from cleanclaim.apps.worklist.services import work_items_close
from cleanclaim.core.money import dollars


@transaction.atomic
def statement_issue(*, patient: Patient, by: Actor) -> Statement:
    """Send the patient a statement of what the ledger says is owed today, kept as it was shown and printed.

    Raises NothingDue below the minimum, or while a payer may still pay.
    """
    by.require("statement.send")
    shown = statement_of(patient=patient, by=by)
    if shown.due < MINIMUM:
        raise NothingDue(f"{patient.name} owes {dollars(shown.due)} that no payer may still pay: nothing to send.")
    number = f"S{control_number_take(series='statement', by=by):06d}"
    issued, due = clock.today(), clock.today() + timedelta(days=DAYS_TO_PAY)
    before = next(iter(_states_unsettled(patient)), "due")
    statement = Statement.objects.create(
        practice=by.practice,
        patient=patient,
        number=number,
        issued_on=issued,
        due_on=due,
        amount=shown.due,
        state=before,
        content=msgspec.to_builtins(shown),
        paper=_paper(shown, patient, number, issued, due, by),
    )
    _sent(statement, by)
    work_items_close(subject=patient, kinds=("statement_due",), by=by, resolution=f"Statement {number} sent")
    return statement


@asked_often
def _states_unsettled(patient: Patient) -> QuerySet[Statement]:
    """How far the newest statement that is not settled has come."""
    statements = Statement.objects.filter(patient=patient).exclude(state__in=SETTLED)
    return statements.order_by("-pk").values_list("state", flat=True)[:1]


@transaction.atomic
def statement_print(*, statement: Statement, by: Actor) -> bytes:
    """The statement as PDF, with the names and addresses of its day; printed once, the same bytes ever after."""
    require_seeing(by)
    if not statement.pdf:
        statement.pdf = pdf("statement", statement.paper, on=statement.issued_on)
        statement.save(update_fields=["pdf"])
    return bytes(statement.pdf)


@transaction.atomic
def payment_take(
    *,
    patient: Patient,
    amount: int,
    method: Method,
    by: Actor,
    reference: str = "",
    location: Location | None = None,
    chosen: Sequence[LineMoney] = (),
    purpose: Purpose = Purpose.BALANCE,
    appointment_id: int | None = None,
) -> Receipt:
    """Take a patient's payment: to the lines chosen, in their order, else oldest first; paid-up statements close.

    A copay waits for its visit.  Whoever takes money of a patient takes it here.  Raises the ledger's ActNotPossible.
    """
    by.require("payment.receive_pos")
    receipt = receipt_take(
        patient=patient,
        amount=amount,
        method=method,
        purpose=purpose,
        reference=reference,
        location=location,
        appointment_id=appointment_id,
        choices=_shared_out(amount, chosen),
        by=by,
    )
    if purpose == Purpose.BALANCE:
        statements_settle(patient=patient, by=by)
        credits_review(patients=[patient.pk], by=by)
    return receipt


@transaction.atomic
def credit_use(*, patient: Patient, by: Actor) -> None:
    """Let the patient's waiting money pay what is owed, oldest first."""
    by.require("payment.receive_pos")
    credit_allocate(patient=patient, by=by)
    statements_settle(patient=patient, by=by)
    credits_review(patients=[patient.pk], by=by)


@transaction.atomic
def statements_settle(*, patient: Patient, by: Actor) -> int:
    """Close the statements of a patient who owes nothing more; returns how many."""
    if account_money(patient=patient, by=by).with_patient:
        return 0
    asking = list(Statement.objects.filter(patient=patient).exclude(state__in=SETTLED).defer("pdf", "paper", "content"))
    for statement in asking:
        move(row=statement, event="balance_zero", words=f"Statement {statement.number} paid", by=by)
    return len(asking)


def _sent(statement: Statement, by: Actor) -> None:
    """First, second, third: the level a patient has reached is remembered by the statement before."""
    words = f"Statement {statement.number}, {dollars(statement.amount)}, due {statement.due_on}"
    event = "send" if statement.state == "due" else FOLLOWS.get(statement.state)
    if event:
        move(row=statement, event=event, words=words, by=by, amount=statement.amount)
    else:
        activity_record(subject=statement, what="statement_issue", words=words, by=by, amount=statement.amount)


def _paper(
    shown: PatientStatement, patient: Patient, number: str, issued: date, due: date, by: Actor
) -> dict[str, object]:
    addressee = patient.guarantor or patient
    address = address_lines(addressee) or address_lines(patient)
    return printed(
        shown,
        practice=letterhead(by.practice),
        patient={"name": patient.name, "mrn": patient.mrn, "addressee": addressee.name, "address": address},
        number=number,
        issued_on=long_day(issued),
        due_on=long_day(due),
    )


def _shared_out(amount: int, chosen: Sequence[LineMoney]) -> list[tuple[ChargeLine, int]] | None:
    """The amount over the chosen lines until it is used up; None where nothing is chosen."""
    if not chosen:
        return None
    parts = []
    for line in chosen:
        part = min(amount, line.with_patient)
        amount -= part
        if part:
            parts.append((line.line, part))
    return parts
