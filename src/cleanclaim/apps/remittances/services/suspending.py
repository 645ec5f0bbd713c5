"""A payment whose sums do not hold, let in whole: its money waits in suspense until the payer sends it right."""

from django.db import transaction
from django.db.models import QuerySet

from cleanclaim import clock
from cleanclaim.apps.activity.services import move
from cleanclaim.apps.ledger.accounts import account_state
from cleanclaim.apps.ledger.choices import Act
from cleanclaim.apps.ledger.models import ApprovalRequest, JournalTransaction
from cleanclaim.apps.ledger.saving import posting_save
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances.errors import NotPostable
from cleanclaim.apps.remittances.follow_up import remittance_work_open
from cleanclaim.apps.remittances.models import Deposit, Remittance
from cleanclaim.apps.remittances.services.asking import payment_asked_about, payment_decision_ask
from cleanclaim.apps.remittances.services.deposits import remittance_settle
from cleanclaim.apps.worklist.services import work_items_close
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.posting.suspense import payment_suspended, suspension_undone
from cleanclaim.core.ledger.transaction import Entry, Transaction
from cleanclaim.core.money import dollars

UNPROVEN, SUSPENDED = "remittance_out_of_balance", "remittance_in_suspense"


@transaction.atomic
def remittance_release(*, remittance: Remittance, reason: str, by: Actor) -> ApprovalRequest | None:
    """Let the money of a payment that does not add up into suspense, whole; no claim is touched.

    Above the person's limit another person is asked, and the request is returned.
    Raises NotPostable without a reason or without an amount, and NotAllowedNow when it is not held whole.
    """
    _may_decide(by)
    if not reason.strip():
        raise NotPostable("Say why the money is let in before the payer sends the payment right.")
    if remittance.amount <= 0 or remittance.payer_id is None:
        raise NotPostable("It brings no money that could be let in. Ask the payer for a corrected file.")
    if remittance.amount > by.limit_cents:
        return payment_decision_ask(Act.RELEASE, remittance, reason, by)
    _release(remittance, reason, by)
    return None


@transaction.atomic
def remittance_release_undo(*, remittance: Remittance, reason: str, by: Actor) -> ApprovalRequest | None:
    """Take the money out of suspense again; the payment is held whole as before.

    Above the person's limit another person is asked, and the request is returned.
    Raises NotPostable without a reason, and NotAllowedNow when it is not in suspense.
    """
    _may_decide(by)
    if not reason.strip():
        raise NotPostable("Say why it is taken out of suspense.")
    if remittance.amount > by.limit_cents:
        return payment_decision_ask(Act.TAKE_OUT, remittance, reason, by)
    _take_out(remittance, reason, by)
    return None


@transaction.atomic
def release_approved(*, request: ApprovalRequest, by: Actor) -> None:
    """Carry out a release that was approved.  Raises NotAllowedNow when the payment is not held whole any more."""
    _release(payment_asked_about(request), request.reason, by)


@transaction.atomic
def take_out_approved(*, request: ApprovalRequest, by: Actor) -> None:
    """Take out what was approved.  Raises NotAllowedNow when it is not in suspense any more."""
    _take_out(payment_asked_about(request), request.reason, by)


def _may_decide(by: Actor) -> None:
    if not by.may("adjustment.approve"):
        by.require("payment.post_835")


def _release(remittance: Remittance, reason: str, by: Actor) -> None:
    words = f"{dollars(remittance.amount)} into suspense; nothing of it reaches a claim"
    move(row=remittance, event="release_to_suspense", words=words, why=reason, by=by, amount=remittance.amount)
    party = f"payer:{remittance.payer_id}"
    before = account_state((), parties=[party])
    posting = payment_suspended(
        before,
        payer=party,
        amount=remittance.amount,
        source_key=_next_key(remittance),
        trace_number=remittance.trace_number,
        memo=reason.strip()[:300],
    )
    posting_save([posting], before, by=by, occurred_on=remittance.paid_on or clock.today())
    work_items_close(subject=remittance, kinds=(UNPROVEN,), by=by, resolution=f"Into suspense: {reason}")
    remittance_work_open(remittance, posting.work, by)


def _take_out(remittance: Remittance, reason: str, by: Actor) -> None:
    words = f"{dollars(remittance.amount)} out of suspense, held whole again"
    move(row=remittance, event="release_undone", words=words, why=reason, by=by, amount=remittance.amount)
    _reverse(remittance, by)
    work_items_close(subject=remittance, kinds=(SUSPENDED,), by=by, resolution=words)
    remittance_work_open(remittance, (), by, problem=remittance.problem, event="equations_fail")


def replaced_by(corrected: Remittance, by: Actor) -> None:
    """What the payer had sent wrong under this trace number is superseded, and taken out of suspense if it was there.

    The deposit that came for it is the corrected payment's.
    """
    if not corrected.trace_number:
        return
    for old in _held_whole(corrected.trace_number, corrected.payer, corrected.pk):
        if old.state == "in_suspense":
            _reverse(old, by)
        old.replaced_by = corrected
        words = "The payer has sent it right; what was in suspense is posted to its claims"
        move(
            row=old, event="replacement_received", words=words, by=by, source=corrected.file.name, also=("replaced_by",)
        )
        work_items_close(subject=old, kinds=(UNPROVEN, SUSPENDED), by=by, resolution="The payer has sent it right")
        if old.amount == corrected.amount:
            Deposit.objects.filter(remittance=old).update(remittance=corrected)
            remittance_settle(corrected, by)


@asked_often
def _held_whole(trace_number: str, payer: Payer, but: int) -> QuerySet[Remittance]:
    held = Remittance.objects.filter(trace_number=trace_number, payer=payer, state__in=("quarantined", "in_suspense"))
    return held.exclude(pk=but).select_related("file").select_for_update(of=("self",))


def _reverse(remittance: Remittance, by: Actor) -> None:
    """Reverse what stands in suspense for it."""
    standing = JournalTransaction.objects.get(source_key__startswith=_key(remittance), reverses=None, reversed_by=None)
    party = f"payer:{remittance.payer_id}"
    before = account_state((), parties=[party])
    posting: Posting = suspension_undone(_as_core(standing), before)
    posting_save([posting], before, by=by, occurred_on=clock.today())


def _key(remittance: Remittance) -> str:
    return f"{remittance.source}#ST{remittance.position}:suspense:"


def _next_key(remittance: Remittance) -> str:
    """Let in, taken out and let in again, each time under a key of its own."""
    before = JournalTransaction.objects.filter(source_key__startswith=_key(remittance), reverses=None).count()
    return f"{_key(remittance)}{before + 1}"


def _as_core(row: JournalTransaction) -> Transaction:
    entries = tuple(
        Entry(
            entry.account, entry.party or None, str(entry.line_id) if entry.line_id else None, entry.debit, entry.credit
        )
        for entry in row.entries.order_by("pk")
    )
    return Transaction(row.source_key, row.kind, entries, reference=row.reference)
