"""How a dispute ended: what the payer said, the 835s that bring what it agreed to pay, and what is given up."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.ledger.adjustments import balance_write_off
from cleanclaim.apps.ledger.models import ApprovalRequest, Balance
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.remittances.choices import FINAL, PAYS, Disposition, Outcome
from cleanclaim.apps.remittances.errors import NotDecidable
from cleanclaim.apps.remittances.models import Dispute, RemittanceClaim
from cleanclaim.apps.worklist.kinds import kind_of
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close
from cleanclaim.core.ledger import chart
from cleanclaim.core.money import dollars

AWAITED = "dispute_payment"
GIVEN_UP_AS = "contractual_adjustments"


class Decision(Struct, frozen=True):
    """What the payer said, or the practice decided; `amount` in cents is what the payer agreed to pay."""

    outcome: Outcome
    decided_on: date
    why: str
    amount: int = 0


@transaction.atomic
def dispute_decide(*, dispute: Dispute, decision: Decision, by: Actor) -> list[ApprovalRequest]:
    """Record how a dispute ended; what was agreed is work until 835s have brought it, what is given up is let go.

    Returns the requests about lines that the person may not let go alone.  Raises NotDecidable.
    """
    by.require("denial.work")
    dispute = Dispute.objects.select_for_update(of=("self",)).select_related("payer").get(pk=dispute.pk)
    _assert_decidable(dispute, decision)
    dispute.outcome, dispute.decided_on = decision.outcome, decision.decided_on
    dispute.agreed, dispute.why = decision.amount, decision.why.strip()
    dispute.save(update_fields=["outcome", "decided_on", "agreed", "why"])
    words = dispute.get_outcome_display()
    words = f"{words}: {dollars(decision.amount)}" if decision.amount else words
    activity_record(
        subject=dispute, what="dispute_decide", words=words, why=dispute.why, amount=decision.amount or None, by=by
    )
    if decision.outcome == Outcome.GIVEN_UP:
        return _let_go(dispute, by)
    if decision.outcome in PAYS:
        _payment_check(dispute, by)
    return []


@transaction.atomic
def disputes_match(*, answers: Sequence[RemittanceClaim], by: Actor) -> None:
    """Answers were posted: where they bring what a payer agreed to in a dispute, its work is brought up to date."""
    for dispute in _awaiting([answer.claim_id for answer in answers if answer.claim_id]):
        _payment_check(dispute, by)


def payments_since(dispute: Dispute) -> list[RemittanceClaim]:
    """What the payer has answered since about the claims in dispute, oldest first; a takeback counts as less paid."""
    underpaid = dispute.underpayments.values_list("answer__claim", "answer", "answer__remittance__payer")
    answered = {claim: answer for claim, answer, _ in underpaid if claim}
    payers = {payer for *_, payer in underpaid}
    since = RemittanceClaim.objects.filter(claim__in=answered, remittance__payer__in=payers)
    since = since.filter(disposition=Disposition.POSTED).select_related("remittance", "claim").order_by("pk")
    return [answer for answer in since if answer.pk > answered[answer.claim_id]]


def recovered(dispute: Dispute) -> int:
    """What those answers paid, in cents."""
    return sum(answer.paid for answer in payments_since(dispute))


@asked_often
def _awaiting(claims: list[int]) -> QuerySet[Dispute]:
    waiting = Dispute.objects.filter(settled_on=None, outcome__in=[*PAYS], underpayments__answer__claim__id__in=claims)
    return waiting.select_related("payer").order_by("pk").distinct()


def _assert_decidable(dispute: Dispute, decision: Decision) -> None:
    if dispute.outcome in FINAL:
        raise NotDecidable(f"It is decided already: {dispute.get_outcome_display().lower()}.")
    if not decision.why.strip():
        raise NotDecidable("Say what the payer wrote, or why it is given up.", field="why")
    if not dispute.sent_on <= decision.decided_on <= clock.today():
        raise NotDecidable("A day from the day it was sent to today.", field="decided_on")
    most = dispute.amount if decision.outcome in PAYS else 0
    least = {Outcome.PAID: dispute.amount, Outcome.PARTLY_PAID: 1}.get(decision.outcome, 0)
    most = most - 1 if decision.outcome == Outcome.PARTLY_PAID else most
    if not least <= decision.amount <= most:
        raise NotDecidable(_amount_words(dispute, decision.outcome), field="amount")


def _amount_words(dispute: Dispute, outcome: Outcome) -> str:
    if outcome == Outcome.PAID:
        return f"All of it is {dollars(dispute.amount)}. For less choose that the payer pays part of it."
    if outcome == Outcome.PARTLY_PAID:
        return f"A part is more than $0.00 and less than {dollars(dispute.amount)}."
    return "The payer pays nothing then: leave the amount empty."


def _payment_check(dispute: Dispute, by: Actor) -> None:
    """Settled once the answers since brought what was agreed; until then it is work."""
    came = recovered(dispute)
    if came < dispute.agreed:
        work_item_open(subject=dispute, need=_awaited(dispute, came), by=by)
        return
    dispute.settled_on = clock.today()
    dispute.save(update_fields=["settled_on"])
    dispute.underpayments.filter(closed_at=None).update(closed_at=clock.now())
    traces = dict.fromkeys(answer.remittance.trace_number for answer in payments_since(dispute))
    words = f"{dollars(came)} came with {', '.join(traces)}"
    activity_record(subject=dispute, what="dispute_settle", words=words, amount=came, by=by)
    work_items_close(subject=dispute, kinds=(AWAITED,), by=by, resolution=words)


def _awaited(dispute: Dispute, came: int) -> Need:
    kind = kind_of(AWAITED)
    missing = dispute.agreed - came
    return Need(
        kind=AWAITED,
        title=f"{kind.one}: {dispute.payer.name}"[:120],
        reason=f"{dispute.payer.name} agreed on {dispute.decided_on:%Y-%m-%d} to pay {dollars(dispute.agreed)}; "
        f"{dollars(came)} has come since, {dollars(missing)} is missing.",
        next_action=kind.open,
        role="denial_specialist",
        url=f"/remittances/disputes/{dispute.pk}/",
        amount=missing,
    )


def _let_go(dispute: Dispute, by: Actor) -> list[ApprovalRequest]:
    """What the payer still owes of each line by its contract is written off; above the limit another person decides."""
    party, asked = f"payer:{dispute.payer_id}", []
    lines = list(dispute.underpayments.filter(closed_at=None).select_related("line__patient").order_by("pk"))
    owed = dict(_open_of(party, [each.line_id for each in lines]))
    for each in lines:
        if amount := min(each.amount, owed.get(each.line_id, 0)):
            bound = {"line": each.line, "party": party, "account": GIVEN_UP_AS, "amount": amount}
            asked.append(balance_write_off(**bound, reason=dispute.why, by=by))
    dispute.underpayments.filter(closed_at=None).update(closed_at=clock.now())
    work_items_close(subject=dispute, kinds=(AWAITED,), by=by, resolution=f"Given up: {dispute.why}")
    return [request for request in asked if request]


def _open_of(party: str, lines: list[int]) -> QuerySet[Balance]:
    rows = Balance.objects.filter(account=chart.INSURANCE, party=party, line_id__in=lines, amount__gt=0)
    return rows.values_list("line_id", "amount")
