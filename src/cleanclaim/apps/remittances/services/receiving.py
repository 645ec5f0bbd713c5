"""Taking in 835s: read whole and proven before anything is posted, each payment once, every claim accounted for."""

import hashlib

import msgspec
from django.db import transaction

from cleanclaim import clock
from cleanclaim.apps.activity.services import move
from cleanclaim.apps.exchange.choices import FileState
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.exchange.services import file_read_done
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances import models as rows
from cleanclaim.apps.remittances.answered import claims_move
from cleanclaim.apps.remittances.choices import POSTED_STATES, Disposition
from cleanclaim.apps.remittances.follow_up import recoups_close, remittance_work_open, work_open
from cleanclaim.apps.remittances.matching import TermsBook, batches, payer_of
from cleanclaim.apps.remittances.posting import claims_post, provider_adjustments_post
from cleanclaim.apps.remittances.services.deposits import deposit_find
from cleanclaim.apps.remittances.services.suspending import replaced_by
from cleanclaim.apps.remittances.services.underpayments import underpayments_keep
from cleanclaim.apps.remittances.services.withdrawn import withdrawn_cancel
from cleanclaim.core.money import dollars
from cleanclaim.core.remittance import Remittance, prove, read_remittances
from cleanclaim.core.x12.errors import RemittanceOutOfBalance, X12Error


@transaction.atomic
def remittance_receive(*, file: ExchangeFile, by: Actor) -> list[rows.Remittance]:
    """Read every 835 of a file, prove it, post it; what cannot be read, does not add up or came before is held.

    Returns the remittances that were posted.
    """
    by.require("payment.post_835")
    read = list(read_remittances(bytes(file.content), file=file.name))
    if not any(isinstance(each, Remittance) for each in read):
        problem = "; ".join(str(each) for each in read) or "The file holds no 835."
        file_read_done(file=file, state=FileState.REFUSED, problem=problem, by=by)
        return []
    kept = [remittance_take(file, position, each, by) for position, each in enumerate(read, start=1)]
    whole = all(row.state in POSTED_STATES for row in kept)
    file_read_done(file=file, state=FileState.READ if whole else FileState.HELD, by=by)
    return [row for row in kept if row.state in POSTED_STATES]


def remittance_take(
    file: ExchangeFile, position: int, read: Remittance | X12Error, by: Actor, *, is_paper: bool = False
) -> rows.Remittance:
    """Keep one remittance of a file; prove it and post it, or hold it whole with the reason."""
    if isinstance(read, X12Error):
        row = _row(file, position, Remittance(amount=0, method="", trace_number="", paid_on=None), None, by)
        _hold(row, "parse_fail", str(read), by)
        return row
    payer = payer_of(read)
    row = _row(file, position, read, payer, by, is_paper=is_paper)
    move(row=row, event="parse_ok", words=f"{len(read.claims)} claims, {dollars(read.amount)}", by=by)
    if rows.Remittance.objects.filter(payment_key=row.payment_key, state__in=POSTED_STATES).exclude(pk=row.pk).exists():
        _hold(row, "same_payment_key", "The same payment (payer, trace number, amount, day) was posted before.", by)
        return row
    remittance_prove_and_post(row, read, by)
    return row


def remittance_prove_and_post(row: rows.Remittance, read: Remittance, by: Actor) -> None:
    """Post what adds up; hold the rest whole with its sums."""
    try:
        prove(read, file=row.file.name)
    except RemittanceOutOfBalance as problem:
        _hold(row, "equations_fail", _sums_in_words(problem), by)
        return
    _post(row, read, row.payer, by)


def _post(row: rows.Remittance, read: Remittance, payer: Payer, by: Actor) -> None:
    move(row=row, event="equations_ok", words="Service lines, claims and total add up", by=by)
    move(row=row, event="start", words="Matching claims", by=by)
    terms = TermsBook()
    for answers in batches(read.claims):
        posted = claims_post(answers, row, payer=payer, terms=terms, by=by)
        claims_move(posted, row, by)
        for each in posted:
            work_open(each, by)
        underpayments_keep(posted, by)
        withdrawn_cancel([each.row for each in posted], by)
    remittance_work_open(row, provider_adjustments_post(read.provider_adjustments, row, payer=payer, by=by), by)
    recoups_close({pair.reference for pair in read.provider_adjustments}, by)
    held = rows.RemittanceClaim.objects.filter(remittance=row, disposition=Disposition.HELD).count()
    event, words = ("some_held", f"{held} claims held") if held else ("all_posted", "Every claim posted")
    move(row=row, event=event, words=words, by=by, amount=row.amount)
    replaced_by(row, by)
    deposit_find(row, by)


def _row(
    file: ExchangeFile, position: int, read: Remittance, payer: Payer | None, by: Actor, *, is_paper: bool = False
) -> rows.Remittance:
    return rows.Remittance.objects.create(
        practice=by.practice,
        file=file,
        position=position,
        payer=payer,
        payer_name=(payer.name if payer else read.payer.name)[:60],
        trace_number=read.trace_number[:50],
        originator=read.originator[:20],
        method=read.method[:3],
        amount=read.amount,
        paid_on=read.paid_on,
        payment_key=_payment_key(read),
        claim_count=len(read.claims),
        received_at=clock.now(),
        is_paper=is_paper,
    )


def _payment_key(read: Remittance) -> str:
    """Payer, TRN02, TRN03, BPR02, BPR16; without a payment also the content, since such trace numbers repeat (E2)."""
    parts = [read.payer.payer_id or read.payer.name, read.trace_number, read.originator, str(read.amount)]
    parts.append(f"{read.paid_on}")
    if read.method == "NON":
        parts.append(hashlib.sha256(msgspec.json.encode(read.claims)).hexdigest()[:16])
    return "|".join(parts)[:160]


def _hold(row: rows.Remittance, event: str, problem: str, by: Actor) -> None:
    row.problem = problem
    move(row=row, event=event, words=problem[:300], by=by, also=("problem",))
    if event != "same_payment_key":
        move(row=row, event="quarantine", words="Held whole; nothing of it is posted", by=by)
    remittance_work_open(row, (), by, problem=problem, event=event)


def _sums_in_words(problem: RemittanceOutOfBalance) -> str:
    failing = [
        f"{each.where}: {dollars(each.stated)} stated, {dollars(each.computed)} is the sum" for each in problem.sums
    ]
    return f"{len(failing)} sums do not hold. " + "; ".join(failing[:5])
