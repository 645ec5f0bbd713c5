"""Taking in 835s: read whole and proven before anything is posted, each payment once, every claim accounted for.

A file is read twice, since its claims are not kept in between: once to prove it and once to post it.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import Count, QuerySet

from cleanclaim import clock
from cleanclaim.apps.activity.services import move
from cleanclaim.apps.exchange.choices import FileState
from cleanclaim.apps.exchange.models import ExchangeFile
from cleanclaim.apps.exchange.services import file_read_done
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances import models as rows
from cleanclaim.apps.remittances.answered import claims_move
from cleanclaim.apps.remittances.batches import batches
from cleanclaim.apps.remittances.choices import POSTED_STATES, Disposition
from cleanclaim.apps.remittances.follow_up import recoups_close, remittance_work_open, work_open
from cleanclaim.apps.remittances.matching import TermsBook, payer_of
from cleanclaim.apps.remittances.posting import claims_post, provider_adjustments_post
from cleanclaim.apps.remittances.services.deposits import deposit_find
from cleanclaim.apps.remittances.services.suspending import replaced_by
from cleanclaim.apps.remittances.services.underpayments import underpayments_keep
from cleanclaim.apps.remittances.services.withdrawn import withdrawn_cancel
from cleanclaim.core.money import dollars
from cleanclaim.core.remittance import ClaimPayment, Proof, Remittance, claims_835, proof_of, prove_835
from cleanclaim.core.x12.errors import X12Error

FIRST = 5  # sums that do not hold, told in words
UNREADABLE = proof_of(Remittance(amount=0, method="", trace_number="", paid_on=None))
Claims = Iterable[ClaimPayment]


@transaction.atomic
def remittance_receive(*, file: ExchangeFile, by: Actor) -> list[rows.Remittance]:
    """Read every 835 of a file, prove it, post it; what cannot be read, does not add up or came before is held.

    Returns the remittances that were posted.
    """
    by.require("payment.post_835")
    content = bytes(file.content)
    proofs = list(prove_835(content, file=file.name))
    if not any(isinstance(each, Proof) for each in proofs):
        problem = "; ".join(str(each) for each in proofs) or "The file holds no 835."
        file_read_done(file=file, state=FileState.REFUSED, problem=problem, by=by)
        return []
    claims = claims_835(content)
    kept = [remittance_take(file, at, proof, next(claims, ()), by) for at, proof in enumerate(proofs, start=1)]
    whole = all(row.state in POSTED_STATES for row in kept)
    file_read_done(file=file, state=FileState.READ if whole else FileState.HELD, by=by)
    return [row for row in kept if row.state in POSTED_STATES]


def remittance_take(
    file: ExchangeFile, position: int, proof: Proof | X12Error, claims: Claims, by: Actor, *, is_paper: bool = False
) -> rows.Remittance:
    """Keep one remittance of a file; post it as it has been proven, or hold it whole with the reason."""
    if isinstance(proof, X12Error):
        row = _row(file, position, UNREADABLE, None, by)
        _hold(row, "parse_fail", str(proof), by)
        return row
    payer = payer_of(proof.remittance)
    row = _row(file, position, proof, payer, by, is_paper=is_paper)
    move(row=row, event="parse_ok", words=f"{proof.claims} claims, {dollars(row.amount)}", by=by)
    if _posted_before(row.payment_key, row.pk):
        _hold(row, "same_payment_key", "The same payment (payer, trace number, amount, day) was posted before.", by)
        return row
    remittance_proven_post(row, proof, claims, by)
    return row


@asked_often
def _posted_before(payment_key: str, remittance_id: int) -> QuerySet[rows.Remittance]:
    same = rows.Remittance.objects.filter(payment_key=payment_key, state__in=POSTED_STATES)
    return same.exclude(pk=remittance_id).values_list("pk", flat=True)[:1]


def remittance_read_again(remittance: rows.Remittance) -> tuple[Proof | X12Error, Claims]:
    """Proof and claims of one that was kept, from the bytes of its file."""
    content, before = bytes(remittance.file.content), remittance.position - 1
    proofs, claims = prove_835(content, file=remittance.file.name), claims_835(content)
    return next(islice(proofs, before, None)), next(islice(claims, before, None), ())


def remittance_proven_post(row: rows.Remittance, proof: Proof, claims: Claims, by: Actor) -> None:
    """Post what adds up; hold the rest whole with its sums."""
    if proof.is_proven:
        _post(row, proof, claims, by)
    else:
        _hold(row, "equations_fail", _sums_in_words(proof), by)


def _post(row: rows.Remittance, proof: Proof, claims: Claims, by: Actor) -> None:
    move(row=row, event="equations_ok", words="Service lines, claims and total add up", by=by)
    move(row=row, event="start", words="Matching claims", by=by)
    terms = TermsBook()
    for answers in batches(claims, proof.taken_back):
        _batch_post(answers, row, terms, by)
    adjustments = proof.remittance.provider_adjustments
    remittance_work_open(row, provider_adjustments_post(adjustments, row, payer=row.payer, by=by), by)
    recoups_close({pair.reference for pair in adjustments}, by)
    held = sum(_answers_held(row))
    event, words = ("some_held", f"{held} claims held") if held else ("all_posted", "Every claim posted")
    move(row=row, event=event, words=words, by=by, amount=row.amount)
    replaced_by(row, by)
    deposit_find(row, by)


@asked_often
def _answers_held(remittance: rows.Remittance) -> QuerySet[int]:
    """How many, where there are any."""
    held = rows.RemittanceClaim.objects.filter(remittance=remittance, disposition=Disposition.HELD).order_by()
    return held.values("remittance").annotate(held=Count("pk")).values_list("held", flat=True)


def _batch_post(answers: Sequence[ClaimPayment], row: rows.Remittance, terms: TermsBook, by: Actor) -> None:
    posted = claims_post(answers, row, payer=row.payer, terms=terms, by=by)
    claims_move(posted, row, by)
    for each in posted:
        work_open(each, by)
    underpayments_keep(posted, by)
    withdrawn_cancel([each.row for each in posted], by)


def _row(
    file: ExchangeFile, position: int, proof: Proof, payer: Payer | None, by: Actor, *, is_paper: bool = False
) -> rows.Remittance:
    read = proof.remittance
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
        payment_key=_payment_key(proof),
        claim_count=proof.claims,
        received_at=clock.now(),
        is_paper=is_paper,
    )


def _payment_key(proof: Proof) -> str:
    """Payer, TRN02, TRN03, BPR02, BPR16; without a payment also the content, since such trace numbers repeat (E2)."""
    read = proof.remittance
    parts = [read.payer.payer_id or read.payer.name, read.trace_number, read.originator, str(read.amount)]
    parts.append(f"{read.paid_on}")
    if read.method == "NON":
        parts.append(proof.digest[:16])
    return "|".join(parts)[:160]


def _hold(row: rows.Remittance, event: str, problem: str, by: Actor) -> None:
    row.problem = problem
    move(row=row, event=event, words=problem[:300], by=by, also=("problem",))
    if event != "same_payment_key":
        move(row=row, event="quarantine", words="Held whole; nothing of it is posted", by=by)
    remittance_work_open(row, (), by, problem=problem, event=event)


def _sums_in_words(proof: Proof) -> str:
    failing = [
        f"{each.where}: {dollars(each.stated)} stated, {dollars(each.computed)} is the sum"
        for each in proof.failing[:FIRST]
    ]
    return f"{proof.failures} sums do not hold. " + "; ".join(failing)
