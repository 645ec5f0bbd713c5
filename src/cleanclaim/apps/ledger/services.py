"""Acts on the books: each is one posting of the core, saved in one transaction with the state it leaves."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.ledger.accounts import account_state, line_state
from cleanclaim.apps.ledger.adjustments import possible
from cleanclaim.apps.ledger.choices import Method, Purpose
from cleanclaim.apps.ledger.credit_work import credits_review
from cleanclaim.apps.ledger.errors import ActNotPossible
from cleanclaim.apps.ledger.models import Balance, ChargeLine, Receipt
from cleanclaim.apps.ledger.returns import given_back_close
from cleanclaim.apps.ledger.saving import posting_save
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import Clinician, Location
from cleanclaim.apps.practices.services import control_number_take
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.charges import charge_posted, charge_voided
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.posting.receipts import (
    Money,
    credit_applied,
    credits_auto_applied,
    patient_receipt,
)
from cleanclaim.core.money import dollars

CARD_PROCESSOR = "processor:card"


class NewLine(Struct, frozen=True):
    """A charge to post.  `charge` in cents; `payers` are parties in billing order; `visit` what copays are kept for."""

    patient: Patient
    clinician: Clinician
    location: Location
    encounter_id: int
    visit: str
    service_on: date
    procedure: str
    charge: int
    modifiers: str = ""
    units: str = "1"
    payers: tuple[str, ...] = ()


@transaction.atomic
def charge_lines_post(*, lines: Sequence[NewLine], source_key: str, by: Actor) -> list[ChargeLine]:
    """Post charges, each wholly with its first payer, else with the patient, whose waiting credit then pays.

    Raises AlreadyPosted when `source_key` is in the journal.
    """
    by.require("charge.post")
    rows = ChargeLine.objects.bulk_create(_charge_line(line, by) for line in lines)
    before = account_state((), parties={f"patient:{line.patient.pk}" for line in lines})
    posted = charge_posted([line_state(row) for row in rows], before, source_key=source_key)
    self_pay = [str(row.pk) for row in rows if not row.payers]
    applied = credits_auto_applied(posted.state, self_pay, source_key=f"autoapply:{source_key}")
    patient = lines[0].patient
    posting_save([posted, applied], before, by=by, occurred_on=lines[0].service_on, patient_id=patient.pk)
    if applied.work:
        credits_review(patients={line.patient.pk for line in lines}, by=by)
    amount = sum(line.charge for line in lines)
    words = f"{len(rows)} charges posted, {dollars(amount)}"
    activity_record(subject=rows[0], what="charge_lines_post", words=words, by=by, amount=amount)
    return rows


@transaction.atomic
def charge_line_void(*, line: ChargeLine, reason: str, by: Actor) -> None:
    """Take a charge back whole: payments on it become what is owed back."""
    by.require("charge.void_unbilled")
    state = account_state([line.pk], parties=line.payers)
    posting = possible(lambda: charge_voided(str(line.pk), state, source_key=f"void:{line.pk}"))
    posting_save([posting], state, by=by, occurred_on=clock.today(), patient_id=line.patient_id)
    line.voided_at = clock.now()
    line.save(update_fields=["voided_at"])
    words = f"{line.procedure} of {line.service_on} voided"
    activity_record(subject=line, what="charge_line_void", words=words, why=reason, by=by, amount=line.charge)


@transaction.atomic
def receipt_take(
    *,
    patient: Patient,
    amount: int,
    method: Method,
    purpose: Purpose,
    by: Actor,
    reference: str = "",
    location: Location | None = None,
    appointment_id: int | None = None,
    choices: Sequence[tuple[ChargeLine, int]] | None = None,
) -> Receipt:
    """Take money from a patient: a copay waits for its visit, other money pays the lines chosen, or oldest first what
    is owed for visits and then what is owed beside them.

    Raises ActNotPossible for an amount that is not positive, or choices beyond what is open.
    """
    by.require("payment.receive_pos")
    if amount <= 0:
        raise ActNotPossible("A payment is more than $0.00. Enter what the patient gave.")
    number = f"R{control_number_take(series='receipt', by=by):06d}"
    state = account_state(_open_lines(patient.party), parties=[patient.party])
    earmark = f"appointment:{appointment_id}" if appointment_id and purpose == Purpose.COPAY else ""
    posting = possible(
        lambda: patient_receipt(
            state,
            patient=patient.party,
            amount=amount,
            money=_where(method, location),
            source_key=f"receipt:{number}",
            chosen=None if choices is None else [(str(line.pk), part) for line, part in choices],
            earmark=earmark,
        )
    )
    [posted] = posting_save([posting], state, by=by, occurred_on=clock.today(), patient_id=patient.pk)
    receipt = Receipt.objects.create(
        practice=by.practice,
        number=number,
        patient=patient,
        location=location,
        method=method,
        purpose=purpose,
        reference=reference,
        amount=amount,
        received_at=clock.now(),
        appointment_id=appointment_id,
        transaction_id=posted,
        taken_by=by.name,
    )
    given_back_close(patient=patient, posting=posting, by=by)
    words = f"{dollars(amount)} received, {receipt.get_method_display().lower()}, receipt {number}"
    activity_record(subject=receipt, what="receipt_take", words=words, by=by, amount=amount)
    return receipt


@transaction.atomic
def credit_allocate(
    *, patient: Patient, by: Actor, choices: Sequence[tuple[ChargeLine, int]] | None = None
) -> list[Posting]:
    """Let a patient's waiting money pay what the patient owes: oldest first, or as chosen."""
    by.require("payment.receive_pos")
    state = account_state(_open_lines(patient.party), parties=[patient.party])
    chosen = None if choices is None else [(str(line.pk), part) for line, part in choices]
    number = control_number_take(series="allocation", by=by)
    posting = possible(
        lambda: credit_applied(state, patient=patient.party, source_key=f"allocation:{number}", chosen=chosen)
    )
    posting_save([posting], state, by=by, occurred_on=clock.today(), patient_id=patient.pk)
    amount = sum(each.net(chart.CREDITS, party=patient.party) for each in posting.transactions)
    given_back_close(patient=patient, posting=posting, by=by)
    words = f"{dollars(amount)} of credit applied"
    activity_record(subject=patient, what="credit_allocate", words=words, by=by, amount=amount)
    return [posting]


def _charge_line(line: NewLine, by: Actor) -> ChargeLine:
    return ChargeLine(
        practice=by.practice,
        patient=line.patient,
        clinician=line.clinician,
        location=line.location,
        encounter_id=line.encounter_id,
        visit=line.visit,
        service_on=line.service_on,
        procedure=line.procedure,
        modifiers=line.modifiers,
        units=line.units,
        charge=line.charge,
        payers=list(line.payers),
        posted_at=clock.now(),
    )


@asked_often
def _open_lines(party: str) -> QuerySet[Balance]:
    return Balance.objects.filter(account=chart.PATIENT, party=party, amount__gt=0).values_list("line_id", flat=True)


def _where(method: Method, location: Location | None) -> Money:
    if method == Method.CARD:
        return chart.CARD, CARD_PROCESSOR
    return chart.DRAWER, f"site:{location.pk if location else 0}"
