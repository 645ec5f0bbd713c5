"""Sending what is ready and taking in what partners have for us.

A file to send lies in the outbox, sealed, before anybody tries to deliver it; a file received is stored before anybody
reads it.  So a crash at any instant loses nothing and sends nothing twice under another number.
"""

import hashlib
from collections import defaultdict

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record, move, move_all
from cleanclaim.apps.claims.choices import Frequency
from cleanclaim.apps.claims.models import Batch, Claim
from cleanclaim.apps.claims.services import batch_seal
from cleanclaim.apps.claims.services.correcting import REPLACEMENT
from cleanclaim.apps.exchange.choices import Direction, FileState
from cleanclaim.apps.exchange.errors import NothingToSend
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.exchange.selectors import SENDING_TAKES_AT_MOST, undelivered
from cleanclaim.apps.exchange.transactions import transaction_of
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import TradingPartner
from cleanclaim.apps.practices.partners import clearinghouse, trading_partners
from cleanclaim.apps.practices.prepared import row_update
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close
from cleanclaim.core.money import dollars
from cleanclaim.core.ports import PartnerUnavailable

CLAIMS_A_BATCH = 500
UNDELIVERED = "file_undelivered"


class Taken(Struct, frozen=True):
    """A received file and whether it is new: the same content is taken once."""

    file: ExchangeFile
    is_new: bool


@transaction.atomic
def batches_send(*, by: Actor) -> list[ExchangeFile]:
    """Seal every ready claim into batches, one partner each, and put them in the outbox.

    Raises NothingToSend when no claim is ready.
    """
    by.require("claim.submit")
    ready: dict[str, list[Claim]] = defaultdict(list)
    for claim in _ready():
        ready[claim.payer.receiver_id].append(claim)
    partners = {partner.identifier: partner for partner in trading_partners()}
    queued = [
        _outbox_put(
            partners[receiver],
            batch_seal(claims=part, receiver_id=receiver, is_test=partners[receiver].is_test, by=by),
            by,
        )
        for receiver, claims in ready.items()
        if receiver in partners
        for part in _parts(claims)
    ]
    if not queued:
        raise NothingToSend("No claim is ready for a trading partner. Release or fix a held one first.")
    return queued


@asked_often
def _ready() -> QuerySet[Claim]:
    claims = Claim.objects.filter(state="ready").select_for_update(of=("self",))
    return claims.select_related("payer").order_by("pk")


def file_deliver(*, file: ExchangeFile, by: Actor) -> bool:
    """Hand one file of the outbox to its partner; false when it was not ours to send or the partner did not take it.

    The delivery is outside the database transaction: after a crash between the two, the same bytes under the same
    number are delivered again, which the partner recognizes.
    """
    by.require("claim.submit")
    still = undelivered(clock.now() - SENDING_TAKES_AT_MOST).filter(pk=file.pk)
    ours = still.update(state=FileState.SENDING, done_at=clock.now())
    if not ours:
        return False
    try:
        clearinghouse(file.partner).deliver(file.name, bytes(file.content))
    except PartnerUnavailable as problem:
        _delivery_failed(file, str(problem), by)
        return False
    _delivered(file, by)
    return True


@transaction.atomic
def file_receive(*, name: str, content: bytes, partner: TradingPartner | None, by: Actor) -> Taken:
    """Store a file as it came; content that was received before is recognized and not taken again."""
    digest = hashlib.sha256(content).hexdigest()
    known = next(iter(_received_before(digest)), None)
    if known is None:
        return Taken(_received(name, content, digest, partner, by), True)
    words = (
        f"{name} has the same content as {known.name} of {known.created_at:%b} {known.created_at.day}: not read again"
    )
    activity_record(subject=known, what="file_duplicate", words=words, by=by, source=name)
    return Taken(known, False)


@asked_often
def _received_before(digest: str) -> QuerySet[ExchangeFile]:
    return ExchangeFile.objects.filter(direction=Direction.IN, sha256=digest).order_by("pk")[:1]


def files_collect(*, partner: TradingPartner, by: Actor) -> list[ExchangeFile]:
    """Take in every file the partner holds for us; each is confirmed to the partner once it is safely stored."""
    house = clearinghouse(partner)
    taken = []
    for received in house.collect():
        taken.append(file_receive(name=received.name, content=received.content, partner=partner, by=by))
        house.confirm(received.name)
    return [take.file for take in taken if take.is_new]


@transaction.atomic
def file_read_done(*, file: ExchangeFile, state: FileState, by: Actor, problem: str = "") -> None:
    """Say what became of a received file: read, held (part of it waits for a person) or refused (nothing was used)."""
    file.state, file.problem, file.done_at = state, problem, clock.now()
    row_update(file, ("state", "problem", "done_at"))
    words = f"{file.name} {file.get_state_display().lower()}" + (f": {problem}" if problem else "")
    activity_record(subject=file, what=f"file_{state}", words=words, by=by)


def _outbox_put(partner: TradingPartner, batch: Batch, by: Actor) -> ExchangeFile:
    file = ExchangeFile.objects.create(
        practice=by.practice,
        partner=partner,
        direction=Direction.OUT,
        transaction="837P",
        name=f"837P-{batch.control_number:09d}.x12",
        content=batch.content,
        sha256=batch.sha256,
        state=FileState.QUEUED,
        batch=batch,
        created_at=clock.now(),
    )
    words = f"{batch.claim_count} claims, {dollars(batch.amount)}, queued for {partner.name}"
    activity_record(subject=file, what="batch_queued", words=words, by=by, amount=batch.amount)
    return file


@transaction.atomic
def _delivered(file: ExchangeFile, by: Actor) -> None:
    file.state, file.problem, file.done_at = FileState.SENT, "", clock.now()
    file.attempts += 1
    row_update(file, ("state", "problem", "done_at", "attempts"))
    _batch_transmitting(file.batch, by)
    move(row=file.batch, event="ok", words=f"{file.name} delivered to {file.partner.name}", by=by)
    claims = _claims_batched(file.batch_id)
    for claim in claims:
        claim.first_sent_at = claim.first_sent_at or clock.now()
    words = f"Sent to {file.partner.name} in {file.name}"
    move_all(rows=claims, event="transmitted", words=words, by=by, source=file.name, also=("first_sent_at",))
    work_items_close(subject=file, kinds=(UNDELIVERED,), by=by, resolution="Delivered")
    for claim in claims:
        if claim.frequency == Frequency.REPLACEMENT:
            work_items_close(subject=claim, kinds=(REPLACEMENT,), by=by, resolution=words)


@asked_often
def _claims_batched(batch_id: int) -> QuerySet[Claim]:
    return Claim.objects.filter(batch_id=batch_id, state="batched")


@transaction.atomic
def _delivery_failed(file: ExchangeFile, problem: str, by: Actor) -> None:
    file.state, file.problem = FileState.FAILED, problem
    file.attempts += 1
    file.save(update_fields=["state", "problem", "attempts"])
    _batch_transmitting(file.batch, by)
    move(row=file.batch, event="error", words=f"{file.name} not delivered: {problem}", by=by)
    need = Need(
        kind=UNDELIVERED,
        title=f"{file.batch.claim_count} claims not delivered",
        reason=f"{file.partner.name} did not take {file.name}: {problem} The same file is tried again.",
        next_action="Send again",
        role="biller",
        amount=file.batch.amount,
    )
    work_item_open(subject=file, need=need, by=by)


def _batch_transmitting(batch: Batch, by: Actor) -> None:
    event = "resend_same_bytes" if batch.state == "send_failed" else "send"
    move(row=batch, event=event, words=f"Sending {batch.reference}", by=by)


def _received(name: str, content: bytes, digest: str, partner: TradingPartner | None, by: Actor) -> ExchangeFile:
    try:
        with transaction.atomic():
            file = ExchangeFile.objects.create(
                practice=by.practice,
                partner=partner,
                direction=Direction.IN,
                transaction=transaction_of(content),
                name=name[:120],
                content=content,
                sha256=digest,
                state=FileState.RECEIVED,
                created_at=clock.now(),
            )
    except IntegrityError:  # somebody else stored the same content this instant
        return ExchangeFile.objects.get(direction=Direction.IN, sha256=digest)
    activity_record(subject=file, what="file_received", words=f"{file.transaction} {name} received", by=by)
    return file


def _parts(claims: list[Claim]) -> list[list[Claim]]:
    return [claims[start : start + CLAIMS_A_BATCH] for start in range(0, len(claims), CLAIMS_A_BATCH)]
