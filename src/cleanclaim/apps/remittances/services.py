"""Taking in 835s: read whole and proven before anything is posted, each payment once, every claim accounted for."""

import hashlib
from datetime import date

import msgspec
from django.db import transaction

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record, move
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.exchange.choices import FileState
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.exchange.services import file_read_done
from cleanclaim.apps.ledger.accounts import account_state, posting_save
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances import models as rows
from cleanclaim.apps.remittances.answered import claims_move
from cleanclaim.apps.remittances.choices import Disposition, MatchedBy
from cleanclaim.apps.remittances.errors import NoPayment, NotHeld, NotPostable
from cleanclaim.apps.remittances.follow_up import recoups_close, remittance_work_open, work_open
from cleanclaim.apps.remittances.matching import Found, TermsBook, answered, batches, payer_of
from cleanclaim.apps.remittances.posting import Posted, claims_post, denied_lines, provider_adjustments_post
from cleanclaim.apps.worklist.services import work_items_close
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting.answers import AnsweredClaim
from cleanclaim.core.ledger.posting.deposits import bank_deposit
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.posting.remittance import release_held
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.money import dollars
from cleanclaim.core.remittance import ClaimPayment, Remittance, prove, read_remittances
from cleanclaim.core.x12.errors import RemittanceOutOfBalance, X12Error

KEY_LENGTH = 155  # of a payment key, leaving room for "|2" of another payment like it
POSTED_STATES = ("balanced", "matching", "partly_posted", "posted", "reconciled")
_payments = msgspec.json.Decoder(ClaimPayment)


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
    kept = [_take(file, position, each, by) for position, each in enumerate(read, start=1)]
    whole = all(row.state in POSTED_STATES for row in kept)
    file_read_done(file=file, state=FileState.READ if whole else FileState.HELD, by=by)
    return [row for row in kept if row.state in POSTED_STATES]


@transaction.atomic
def remittance_claim_match(*, row: rows.RemittanceClaim, claim: Claim, by: Actor) -> None:
    """A person has found which claim a held answer speaks of: its money leaves unapplied cash and is posted.

    Raises NotHeld, and NotPostable when it would only be held again.
    """
    by.require("payment.post_manual")
    if row.disposition != Disposition.HELD:
        raise NotHeld("This answer is posted already. Nothing is posted twice.")
    answer = _payments.decode(bytes(row.content))
    key = f"835:{row.remittance.file.sha256[:24]}#CLP{row.index}"
    matched = answered(Found(claim, MatchedBy.PERSON), answer, source_key=key, payer=claim.payer, terms=TermsBook())
    held_with = f"payer:{row.remittance.payer_id}"
    matched = msgspec.structs.replace(matched, payer=matched.payer if matched.match.is_claim_known else held_with)
    before = account_state([int(line.line) for line in matched.match.billed], parties={held_with, matched.payer})
    posting = _released(matched, before)
    posting_save([posting], before, by=by, occurred_on=clock.today(), patient_id=claim.patient_id)
    row.claim, row.matched_by, row.disposition = claim, MatchedBy.PERSON, Disposition(posting.disposition)
    row.work, row.reason = msgspec.to_builtins(posting.work), ""
    row.is_denial = bool(denied_lines(matched, posting.work))
    row.save()
    _matched(row, Posted(row, matched, posting.work), by)


@transaction.atomic
def deposit_record(*, trace_number: str, amount: int, received_on: date, payer: Payer, by: Actor) -> rows.Deposit:
    """Money of a payer on the bank statement; it settles the remittance of the same trace number and amount.

    Raises NoPayment when it is recorded already.
    """
    by.require("deposit.reconcile")
    if rows.Deposit.objects.filter(trace_number=trace_number, amount=amount, received_on=received_on).exists():
        raise NoPayment(f"The deposit of trace {trace_number} on {received_on} is recorded already.")
    remittance = rows.Remittance.objects.filter(trace_number=trace_number, state__in=POSTED_STATES).first()
    before = account_state((), parties=[f"payer:{payer.pk}"])
    posting = bank_deposit(
        before,
        payer=f"payer:{payer.pk}",
        amount=amount,
        expected=remittance.amount if remittance else None,
        source_key=f"deposit:{trace_number}:{received_on}",
        trace_number=trace_number,
    )
    posting_save([posting], before, by=by, occurred_on=received_on)
    matches = remittance is not None and remittance.amount == amount
    deposit = rows.Deposit.objects.create(
        practice=by.practice,
        trace_number=trace_number,
        payer_name=payer.name,
        amount=amount,
        received_on=received_on,
        remittance=remittance if matches else None,
    )
    words = f"{dollars(amount)} of {payer.name} in the bank, trace {trace_number}"
    activity_record(subject=deposit, what="deposit_record", words=words, by=by, amount=amount)
    remittance_work_open(deposit, posting.work, by)
    if matches and remittance.state == "posted":
        move(row=remittance, event="deposit_matched", words="The deposit matches", by=by)
    return deposit


@transaction.atomic
def remittance_duplicate_confirm(*, remittance: rows.Remittance, by: Actor) -> None:
    """A person has looked: the payment is the one posted before.

    Raises NotAllowedNow when it is not suspected of it.
    """
    by.require("payment.post_835")
    move(row=remittance, event="confirm_duplicate", words="The same payment as before, nothing posted", by=by)
    work_items_close(subject=remittance, kinds=("remittance_duplicate",), by=by, resolution="Came before")


@transaction.atomic
def remittance_new_confirm(*, remittance: rows.Remittance, reason: str, by: Actor) -> rows.Remittance:
    """A person has looked: the payment only resembles the one posted before, and is posted; above the person's limit
    somebody else decides.

    Raises NotAllowedNow when it is not suspected, NotPostable without a reason, and AboveLimit.
    """
    if not by.may("adjustment.approve"):
        by.require("payment.post_835")
    if not reason.strip():
        raise NotPostable("Say how you know that it is another payment.")
    by.require_limit(remittance.amount)
    read = list(read_remittances(bytes(remittance.file.content), file=remittance.file.name))[remittance.position - 1]
    same = rows.Remittance.objects.filter(payment_key__startswith=remittance.payment_key[:KEY_LENGTH]).count()
    remittance.payment_key = f"{remittance.payment_key[:KEY_LENGTH]}|{same}"
    words = f"Another payment, not the one posted before: {reason}"
    move(row=remittance, event="is_new", words=words[:300], by=by, why=reason, also=("payment_key",))
    work_items_close(subject=remittance, kinds=("remittance_duplicate",), by=by, resolution=words)
    _prove_and_post(remittance, read, by)
    return remittance


def _take(file: ExchangeFile, position: int, read: Remittance | X12Error, by: Actor) -> rows.Remittance:
    if isinstance(read, X12Error):
        row = _row(file, position, Remittance(amount=0, method="", trace_number="", paid_on=None), None, by)
        _hold(row, "parse_fail", str(read), by)
        return row
    payer = payer_of(read)
    row = _row(file, position, read, payer, by)
    move(row=row, event="parse_ok", words=f"{len(read.claims)} claims, {dollars(read.amount)}", by=by)
    if rows.Remittance.objects.filter(payment_key=row.payment_key, state__in=POSTED_STATES).exclude(pk=row.pk).exists():
        _hold(row, "same_payment_key", "The same payment (payer, trace number, amount, day) was posted before.", by)
        return row
    _prove_and_post(row, read, by)
    return row


def _prove_and_post(row: rows.Remittance, read: Remittance, by: Actor) -> None:
    try:
        prove(read, file=row.file.name)
    except RemittanceOutOfBalance as problem:
        _hold(row, "equations_fail", _sums_in_words(problem), by)
        return
    _post(row, read, row.payer, by)


def _post(row: rows.Remittance, read: Remittance, payer: Payer, by: Actor) -> None:
    move(row=row, event="equations_ok", words="Service lines, claims and total add up", by=by)
    move(row=row, event="start", words="Matching claims", by=by)
    terms, held = TermsBook(), 0
    for answers in batches(read.claims):
        posted = claims_post(answers, row, payer=payer, terms=terms, by=by)
        claims_move(posted, row, by)
        for each in posted:
            work_open(each, by)
        held += sum(each.row.disposition == Disposition.HELD for each in posted)
    remittance_work_open(row, provider_adjustments_post(read.provider_adjustments, row, payer=payer, by=by), by)
    recoups_close({pair.reference for pair in read.provider_adjustments}, by)
    event, words = ("some_held", f"{held} claims held") if held else ("all_posted", "Every claim posted")
    move(row=row, event=event, words=words, by=by, amount=row.amount)


def _row(file: ExchangeFile, position: int, read: Remittance, payer: Payer | None, by: Actor) -> rows.Remittance:
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


def _released(matched: AnsweredClaim, before: AccountState) -> Posting:
    try:
        return release_held(matched, before)
    except ActRefused as refused:
        raise NotPostable(f"Not posted: {refused}. The answer stays held.") from refused


def _matched(row: rows.RemittanceClaim, posted: Posted, by: Actor) -> None:
    words = f"{row.patient_control_number} matched to {row.claim.control_number}, {dollars(row.paid)}"
    activity_record(subject=row, what="remittance_claim_match", words=words, by=by, amount=row.paid)
    kinds = ("unidentified_payment", "unmatched_service_line", "unexpected_payer", "correction_without_reversal")
    work_items_close(subject=row, kinds=kinds, by=by, resolution=words)
    claims_move([posted], row.remittance, by)
    work_open(posted, by)
    remittance = row.remittance
    if remittance.state == "partly_posted" and not remittance.claims.filter(disposition=Disposition.HELD).exists():
        move(row=remittance, event="held_resolved", words="Every claim posted", by=by)
