"""Reading TA1, 999 and 277CA: the batch and its claims move by what the receiver said, and rejections become work.

A rejection is never a denial: the claim was not adjudicated, is corrected and sent as an original again.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet

from cleanclaim import clock
from cleanclaim.apps.acknowledgments.errors import NotAnAcknowledgment
from cleanclaim.apps.acknowledgments.models import Acknowledgment, ClaimAnswered
from cleanclaim.apps.activity.services import activity_record, move, move_all
from cleanclaim.apps.claims.choices import WITH_PAYER
from cleanclaim.apps.claims.models import Batch, Claim
from cleanclaim.apps.exchange.choices import FileState
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.exchange.services import file_read_done
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.worklist.services import Need, work_item_open
from cleanclaim.core.acknowledgment import (
    ClaimAcknowledgment,
    ClaimAnswer,
    ClaimStatus,
    FunctionalAcknowledgment,
    InterchangeAcknowledgment,
    TransactionAcknowledgment,
    read_277ca,
    read_999,
    read_ta1,
)
from cleanclaim.core.codesets.playbook import rejection_advice
from cleanclaim.core.x12 import read_transactions
from cleanclaim.core.x12.errors import X12Error

REJECTED = "claim_rejected"
BATCH_REFUSED = "batch_refused"
CLEARINGHOUSE = "AY"


@transaction.atomic
def acknowledgment_read(*, file: ExchangeFile, by: Actor) -> list[Acknowledgment]:
    """Take in one file of acknowledgments; unreadable content is refused whole and said so on the file."""
    by.require("claim.submit")
    try:
        answers = _answers_in(file)
    except (X12Error, NotAnAcknowledgment) as problem:
        file_read_done(file=file, state=FileState.REFUSED, problem=str(problem), by=by)
        return []
    taken = [_take(file, answer, by) for answer in answers]
    file_read_done(file=file, state=FileState.READ, by=by)
    return taken


Answer = InterchangeAcknowledgment | FunctionalAcknowledgment | ClaimAcknowledgment


def _answers_in(file: ExchangeFile) -> list[Answer]:
    """Everything the file says, read before any of it is believed."""
    content = bytes(file.content)
    answers: list[Answer] = list(read_ta1(content))
    for one in read_transactions(content, file=file.name):
        if one.kind not in ("999", "277"):
            raise NotAnAcknowledgment(f"{file.name} holds a {one.kind}, which acknowledges nothing.")
        answers.append(read_999(one) if one.kind == "999" else read_277ca(one))
    if not answers:
        raise NotAnAcknowledgment(f"{file.name} holds no TA1, 999 or 277CA.")
    return answers


def _take(file: ExchangeFile, answer: Answer, by: Actor) -> Acknowledgment:
    if isinstance(answer, InterchangeAcknowledgment):
        return _interchange(file, answer, by)
    if isinstance(answer, FunctionalAcknowledgment):
        return _functional(file, answer, by)
    return _claims(file, answer, by)


def _interchange(file: ExchangeFile, ta1: InterchangeAcknowledgment, by: Actor) -> Acknowledgment:
    batch = _of_partner(_batches_sealed(int(ta1.control_number)), file)
    summary = {"A": "Interchange accepted", "E": "Interchange accepted with errors"}.get(
        ta1.code, f"Interchange rejected (TA1 note {ta1.note})"
    )
    if batch and ta1.code == "R" and batch.state == "delivered":
        move(row=batch, event="ta1_reject", words=summary, by=by, source=file.name)
        _release(batch, summary, file, by)
    return _acknowledged(file, "TA1", batch, ta1.code, summary)


def _functional(file: ExchangeFile, answer: FunctionalAcknowledgment, by: Actor) -> Acknowledgment:
    batch = _of_partner(_batches_grouped(int(answer.group_control_number)), file)
    refused = [one for one in answer.transactions if one.code not in ("A", "E")]
    summary = "File accepted" if not refused else f"File refused: {_syntax(refused)}"
    if batch and batch.state == "delivered":
        event = "ack999_a" if not refused else "ack999_r"
        move(row=batch, event=event, words=summary, by=by, source=file.name)
        if refused:
            _reject(list(batch.claims.filter(state="sent")), "ack_999_or_277ca_reject", summary, file, by)
    return _acknowledged(file, "999", batch, answer.code, summary)


def _claims(file: ExchangeFile, answer: ClaimAcknowledgment, by: Actor) -> Acknowledgment:
    batch = _of_partner(_batches_referred(answer.batch_reference), file)
    numbers = [one.patient_control_number for one in answer.claims]
    known = {claim.control_number: claim for claim in _claims_named(numbers)}
    rejected = [one for one in answer.claims if one.is_rejected]
    summary = f"{len(answer.claims) - len(rejected)} claims accepted, {len(rejected)} rejected"
    acknowledgment = _acknowledged(file, "277CA", batch, "", summary)
    _accept([one for one in answer.claims if not one.is_rejected], known, answer.source_code, file, by)
    for one in rejected:
        if claim := known.get(one.patient_control_number):
            event = "ack_999_or_277ca_reject" if answer.source_code == CLEARINGHOUSE else "payer_277ca_reject"
            _reject([claim], event, _words(one), file, by)
    _answers(acknowledgment, answer, known)
    return acknowledgment


@asked_often
def _claims_named(numbers: list[str]) -> QuerySet[Claim]:
    return Claim.objects.filter(control_number__in=numbers).select_related("payer")


def _accept(
    answers: Sequence[ClaimAnswer], known: dict[str, Claim], source_code: str, file: ExchangeFile, by: Actor
) -> None:
    """Move claims on; one that has moved past (its 835 was quicker) only gains the payer's number."""
    accepted = [(known[one.patient_control_number], one) for one in answers if one.patient_control_number in known]
    for claim, one in accepted:
        claim.payer_claim_control_number = one.payer_claim_control_number or claim.payer_claim_control_number
    event, origins, words = (
        ("ch_277ca_accept", ("sent",), "Accepted by the clearinghouse")
        if source_code == CLEARINGHOUSE
        else ("payer_277ca_accept", ("sent", "ch_accepted"), "Accepted by the payer")
    )
    number = ("payer_claim_control_number",)
    moving = [claim for claim, _ in accepted if claim.state in origins]
    move_all(rows=moving, event=event, words=words, by=by, source=file.name, also=number)
    Claim.objects.bulk_update([claim for claim, _ in accepted if claim not in moving], number)


def _reject(claims: Iterable[Claim], event: str, words: str, file: ExchangeFile, by: Actor) -> None:
    """Never adjudicated: the claim goes back to the biller, to be sent as an original again."""
    for claim in claims:
        if claim.state not in WITH_PAYER:
            continue
        claim.first_rejected_at = claim.first_rejected_at or clock.now()
        also, amount = ("first_rejected_at",), claim.charge
        move(row=claim, event=event, words=f"Rejected: {words}", by=by, source=file.name, amount=amount, also=also)
        need = Need(
            kind=REJECTED,
            title=f"{claim.control_number} rejected",
            reason=f"{words}. Not adjudicated: correct it and send it as an original.",
            next_action="Correct and resend",
            role="biller",
            url=f"/claims/{claim.pk}/",
            amount=claim.charge,
            deadline=claim.filing_deadline,
        )
        work_item_open(subject=claim, need=need, by=by)


def _release(batch: Batch, summary: str, file: ExchangeFile, by: Actor) -> None:
    """The receiver does not have the file: its claims are ready again, for a new batch under new numbers."""
    claims = list(batch.claims.filter(state="sent"))
    move_all(rows=claims, event="batch_cancelled", words=summary, by=by, source=file.name)
    move(row=batch, event="claims_released", words="Claims ready for a new batch", by=by, source=file.name)
    activity_record(subject=batch, what=BATCH_REFUSED, words=summary, by=by, source=file.name, amount=batch.amount)


def _answers(acknowledgment: Acknowledgment, answer: ClaimAcknowledgment, known: dict[str, Claim]) -> None:
    ClaimAnswered.objects.bulk_create(
        ClaimAnswered(
            practice_id=acknowledgment.practice_id,
            acknowledgment=acknowledgment,
            claim=known.get(one.patient_control_number),
            patient_control_number=one.patient_control_number,
            source_code=answer.source_code,
            category=status.category,
            status=status.status,
            entity=status.entity,
            is_rejection=one.is_rejected,
            words=_status_words(status)[:300],
            payer_claim_control_number=one.payer_claim_control_number,
            received_at=acknowledgment.received_at,
        )
        for one in answer.claims
        for status in one.statuses[:1]
    )


@asked_often
def _batches_sealed(control_number: int) -> QuerySet[Batch]:
    return Batch.objects.filter(control_number=control_number).defer("content").order_by("-pk")


@asked_often
def _batches_grouped(group_control_number: int) -> QuerySet[Batch]:
    return Batch.objects.filter(group_control_number=group_control_number).defer("content").order_by("-pk")


@asked_often
def _batches_referred(reference: str) -> QuerySet[Batch]:
    return Batch.objects.filter(reference=reference).defer("content").order_by("-pk")


def _of_partner(batches: list[Batch], file: ExchangeFile) -> Batch | None:
    """The batch that went to whom the file came from; the newest, where a partner counts again from one."""
    receivers = [file.partner.identifier] if file.partner_id else [batch.receiver_id for batch in batches]
    return next((batch for batch in batches if batch.receiver_id in receivers), None)


def _acknowledged(file: ExchangeFile, kind: str, batch: Batch | None, code: str, summary: str) -> Acknowledgment:
    return Acknowledgment.objects.create(
        practice_id=file.practice_id,
        file=file,
        kind=kind,
        batch=batch,
        code=code,
        summary=summary[:300],
        received_at=clock.now(),
    )


def _syntax(refused: Iterable[TransactionAcknowledgment]) -> str:
    places = [
        f"{error.segment} in loop {error.loop or '?'}" + (f", claim {error.claim}" if error.claim else "")
        for one in refused
        for error in one.errors
    ]
    return "; ".join(places[:3]) or "no place given"


def _words(answer: ClaimAnswer) -> str:
    return "; ".join(_status_words(status) for status in answer.statuses)


def _status_words(status: ClaimStatus) -> str:
    codes = ":".join(filter(None, (status.category, status.status, status.entity)))
    advice = rejection_advice(status.category, status.status, status.entity)
    return f"{codes} {advice.wording}" + (f" ({status.message})" if status.message else "")
