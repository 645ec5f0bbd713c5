"""After a payer's answer is posted: denials become cases, settled claims close, the next payer is billed."""

from collections.abc import Sequence

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from msgspec.structs import replace

from cleanclaim import clock
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.services import claim_next_payer
from cleanclaim.apps.denials.services import denials_open, denials_withdraw
from cleanclaim.apps.ledger.models import ApprovalRequest
from cleanclaim.apps.practices.acting import Actor, system_actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.remittances.batches import BATCH
from cleanclaim.apps.remittances.choices import Disposition
from cleanclaim.apps.remittances.matching import OF_ITS_SENDING
from cleanclaim.apps.remittances.models import Remittance, RemittanceClaim, ScannedPage
from cleanclaim.apps.remittances.services import (
    POSTED_STATES,
    Check,
    disputes_match,
    new_approved,
    paper_eob_post,
    remittance_claim_match,
    remittance_claim_unmatch,
    remittance_new_confirm,
    unmatch_approved,
)
from cleanclaim.apps.worklist.services import Need, work_item_open
from cleanclaim.core.remittance import ClaimPayment
from cleanclaim.core.states import machine
from cleanclaim.interfaces.jobs.settling import claim_settle_check

_payments = msgspec.json.Decoder(ClaimPayment)
NEXT_PAYER = {"submit_secondary_claim", "submit_tertiary_claim", "submit_next_claim"}


@transaction.atomic
def remittance_follow_up(*, remittance: Remittance, by: Actor) -> None:
    """Everything a posted remittance sets off in later stages, some answers at a time."""
    last = 0
    while answers := _answers_posted(remittance, last):
        for answer in answers:
            answer.remittance = remittance
        answers_follow_up(answers=answers, by=by)
        last = answers[-1].index


@asked_often
def _answers_posted(remittance: Remittance, after: int) -> QuerySet[RemittanceClaim]:
    answers = RemittanceClaim.objects.filter(remittance=remittance, index__gt=after).exclude(claim=None)
    answers = answers.exclude(disposition=Disposition.HELD).select_related("claim").order_by("index")
    return answers.defer("content", *(f"claim__{name}" for name in OF_ITS_SENDING))[:BATCH]


@transaction.atomic
def answer_match(*, row: RemittanceClaim, claim: Claim, by: Actor) -> None:
    """A person says which claim a held answer speaks of: it is posted, and what follows from it is done."""
    remittance_claim_match(row=row, claim=claim, by=by)
    answers_follow_up(answers=[row], by=by)


@transaction.atomic
def answer_unmatch(*, row: RemittanceClaim, reason: str, by: Actor) -> ApprovalRequest | None:
    """The answer is not about the claim it was posted to: it is undone, and its denials with it.

    The request, where another person has to approve.
    """
    asked = remittance_claim_unmatch(row=row, reason=reason, by=by)
    if not asked:
        denials_withdraw(answer=row, why=reason, by=by)
    return asked


@transaction.atomic
def answer_unmatch_approved(*, request: ApprovalRequest, by: Actor) -> None:
    """The unmatching that another person has approved."""
    row = unmatch_approved(request=request, by=by)
    denials_withdraw(answer=row, why=request.reason, by=by)


@transaction.atomic
def paper_post(
    *, check: Check, answers: Sequence[ClaimPayment], page: ScannedPage | None = None, by: Actor
) -> Remittance:
    """What was typed from a paper EOB is posted, and does what an 835 would have done."""
    remittance = paper_eob_post(check=check, answers=answers, page=page, by=by)
    if remittance.state in POSTED_STATES:
        remittance_follow_up(remittance=remittance, by=system_actor(by.practice))
    return remittance


@transaction.atomic
def payment_is_new(*, remittance: Remittance, reason: str, by: Actor) -> ApprovalRequest | None:
    """A person says that a payment suspected to have come before is another one; what follows is the system's work.

    The request, where another person has to approve.
    """
    asked = remittance_new_confirm(remittance=remittance, reason=reason, by=by)
    if remittance.state in POSTED_STATES:
        remittance_follow_up(remittance=remittance, by=system_actor(by.practice))
    return asked


@transaction.atomic
def payment_new_approved(*, request: ApprovalRequest, by: Actor) -> None:
    """The other payment, which another person has approved."""
    remittance = new_approved(request=request, by=by)
    if remittance.state in POSTED_STATES:
        remittance_follow_up(remittance=remittance, by=system_actor(by.practice))


def answers_follow_up(*, answers: Sequence[RemittanceClaim], by: Actor) -> None:
    """Denials become cases, the next payer is billed, settled claims close."""
    denials_open(answers=answers, by=by)
    disputes_match(answers=answers, by=by)
    for answer in answers:
        _next_payer(answer, by)
    claim_settle_check(claims={answer.claim for answer in answers}, by=by)


def _next_payer(answer: RemittanceClaim, by: Actor) -> None:
    """Bill who comes next, once every line is answered; what the payer crossed over by itself is only watched."""
    if not any(work["kind"] in NEXT_PAYER for work in answer.work):
        return
    payment, claim = _whole_answer(answer), answer.claim
    if "next_payer_due" not in machine("claim").events(claim.state):
        work_item_open(subject=claim, need=_bill_by_hand(claim), by=by)
    elif payment.charge == claim.charge:
        claim.refresh_from_db(fields=OF_ITS_SENDING)
        paid_on = answer.remittance.paid_on or clock.today()
        claim_next_payer(claim=claim, payment=payment, adjudicated_on=paid_on, by=by)


def _bill_by_hand(claim: Claim) -> Need:
    """The answer contradicts what is known of the claim (paid though rejected): a person looks before another pays."""
    state = claim.state.replace("_", " ")
    return Need(
        kind="submit_next_claim",
        title=f"Next payer to bill: {claim.control_number}",
        reason=f"The payer has answered, though the claim is {state}. Look at both before the next payer is billed.",
        next_action="Look at the answers",
        role="biller",
        url=f"/claims/{claim.pk}/",
        amount=claim.charge,
    )


def _whole_answer(answer: RemittanceClaim) -> ClaimPayment:
    """All the payer said of the claim since it last took something back, as one answer (J23)."""
    said = RemittanceClaim.objects.filter(
        claim=answer.claim, remittance__payer=answer.remittance.payer, disposition=Disposition.POSTED
    ).order_by("pk")
    payments = [_payments.decode(bytes(row.content)) for row in said]
    reversals = [place for place, payment in enumerate(payments) if payment.is_reversal]
    standing = [each for each in payments[reversals[-1] + 1 if reversals else 0 :] if not each.is_reversal]
    return replace(
        standing[-1],
        charge=sum(each.charge for each in standing),
        paid=sum(each.paid for each in standing),
        lines=tuple(line for each in standing for line in each.lines),
        adjustments=tuple(adjustment for each in standing for adjustment in each.adjustments),
    )
