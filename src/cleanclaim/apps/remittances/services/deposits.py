"""Money on the bank statement and the payments it belongs to: one without the other is seen on the desk."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record, move
from cleanclaim.apps.ledger.accounts import account_state
from cleanclaim.apps.ledger.saving import posting_save
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances.choices import HAS_MONEY, Disposition
from cleanclaim.apps.remittances.errors import NoPayment
from cleanclaim.apps.remittances.follow_up import remittance_work_open
from cleanclaim.apps.remittances.models import Deposit, Remittance
from cleanclaim.apps.worklist.services import work_items_close
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.posting.deposits import bank_deposit, lockbox_deposit
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.posting.paper import check_explained
from cleanclaim.core.money import dollars

WITHOUT, DIFFERS = "eft_without_posted_era", "eft_mismatch"


@transaction.atomic
def deposit_record(*, trace_number: str, amount: int, received_on: date, payer: Payer, by: Actor) -> Deposit:
    """Money of a payer on the bank statement; it settles the remittance of the same trace number and amount.

    Raises NoPayment when it is recorded already.
    """
    by.require("deposit.reconcile")
    deposit = Deposit(trace_number=trace_number, amount=amount, received_on=received_on, payer=payer)
    if trace_number and _recorded(trace_number, amount, received_on):
        raise NoPayment(f"The deposit of trace {trace_number} on {received_on} is recorded already.")
    return deposit_post(deposit, by)


@asked_often
def _recorded(trace_number: str, amount: int, received_on: date) -> QuerySet[Deposit]:
    same = Deposit.objects.filter(trace_number=trace_number, amount=amount, received_on=received_on)
    return same.values_list("pk", flat=True)[:1]


def deposit_post(deposit: Deposit, by: Actor) -> Deposit:
    """Keep a new deposit of a known payer, post it, and bring it together with its payment where that is here."""
    deposit.practice, deposit.payer_name = by.practice, deposit.payer.name
    remittance = _payment_of(deposit)
    matches = remittance is not None and remittance.amount == deposit.amount
    deposit.remittance = remittance if matches else None
    deposit.save()
    before = account_state((), parties=[f"payer:{deposit.payer_id}"])
    posting = _posting(deposit, remittance, before)
    posting_save([posting], before, by=by, occurred_on=deposit.received_on)
    words = f"{dollars(deposit.amount)} of {deposit.payer_name} in the bank, trace {deposit.trace_number or 'unknown'}"
    activity_record(subject=deposit, what="deposit_record", words=words, by=by, amount=deposit.amount)
    remittance_work_open(deposit, posting.work, by)
    if remittance is not None:
        _seen(remittance, deposit, by)
    return deposit


@transaction.atomic
def deposit_match(*, deposit: Deposit, remittance: Remittance, by: Actor) -> None:
    """A person says that a deposit is this payment's, although the trace numbers differ; the amounts must agree.

    Raises NoPayment when either has its other half, or the amounts differ.
    """
    by.require("deposit.reconcile")
    if deposit.remittance_id or hasattr(remittance, "deposit"):
        raise NoPayment("One of the two is settled already.")
    if deposit.amount != remittance.amount:
        sums = f"{dollars(deposit.amount)} in the bank, {dollars(remittance.amount)} in the payment"
        raise NoPayment(f"The amounts differ: {sums}. Ask the payer which is right.")
    _bring_together(deposit, remittance, by)


def deposit_find(remittance: Remittance, by: Actor) -> None:
    """The money may have come before its 835: a waiting deposit of the same trace number and amount is its."""
    for deposit in _waiting(remittance.trace_number, remittance.amount):
        if _is_sender(deposit, remittance) and not Deposit.objects.filter(remittance=remittance).exists():
            _bring_together(deposit, remittance, by)


@asked_often
def _waiting(trace_number: str, amount: int) -> QuerySet[Deposit]:
    deposits = Deposit.objects.filter(trace_number=trace_number, amount=amount, remittance=None)
    return deposits.exclude(trace_number="")[:2]


def remittance_settle(remittance: Remittance, by: Actor) -> None:
    """A payment with nothing held is posted; one that is also in the bank is reconciled."""
    if remittance.state == "partly_posted" and not remittance.claims.filter(disposition=Disposition.HELD).exists():
        move(row=remittance, event="held_resolved", words="Every claim posted", by=by)
    if remittance.state == "posted" and remittance.amount in _deposited(remittance):
        move(row=remittance, event="deposit_matched", words="The deposit matches", by=by)


@asked_often
def _deposited(remittance: Remittance) -> QuerySet[Deposit]:
    """The amount in the bank for it, if there is one."""
    return Deposit.objects.filter(remittance=remittance).values_list("amount", flat=True)


def _bring_together(deposit: Deposit, remittance: Remittance, by: Actor) -> None:
    deposit.remittance = remittance
    deposit.save(update_fields=["remittance"])
    words = f"The deposit of {deposit.received_on} is payment {remittance.trace_number} of {remittance.payer_name}"
    activity_record(subject=deposit, what="deposit_match", words=words, by=by, amount=deposit.amount)
    work_items_close(subject=deposit, kinds=(WITHOUT, DIFFERS), by=by, resolution=words)
    if remittance.cash == chart.LOCKBOX:
        _explain(deposit, by)
    remittance_settle(remittance, by)


def _explain(deposit: Deposit, by: Actor) -> None:
    """The check waited under era_clearing; what was typed from its EOB stands under lockbox_clearing."""
    party = f"payer:{deposit.payer_id}"
    before = account_state((), parties=[party])
    key = f"deposit:{deposit.pk}:explained"
    posting = check_explained(before, payer=party, amount=deposit.amount, source_key=key)
    posting_save([posting], before, by=by, occurred_on=clock.today())


def _payment_of(deposit: Deposit) -> Remittance | None:
    """The posted payment of its trace number, of the same amount if there are several."""
    if not deposit.trace_number:
        return None
    named = [each for each in _undeposited(deposit.trace_number) if _is_sender(deposit, each)]
    return next((each for each in named if each.amount == deposit.amount), named[0] if named else None)


@asked_often
def _undeposited(trace_number: str) -> QuerySet[Remittance]:
    return Remittance.objects.filter(trace_number=trace_number, state__in=HAS_MONEY, deposit=None)


def _is_sender(deposit: Deposit, remittance: Remittance) -> bool:
    """TRN03 agrees, or one of the two does not say; then the payer must."""
    if deposit.originator and remittance.originator:
        return deposit.originator == remittance.originator
    return deposit.payer_id in (None, remittance.payer_id)


def _posting(deposit: Deposit, remittance: Remittance | None, before) -> Posting:
    party = f"payer:{deposit.payer_id}"
    key = f"deposit:{deposit.pk}"
    if remittance is not None and remittance.cash == chart.LOCKBOX and remittance.amount == deposit.amount:
        return lockbox_deposit(before, payer=party, amount=deposit.amount, source_key=key)
    return bank_deposit(
        before,
        payer=party,
        amount=deposit.amount,
        expected=remittance.amount if remittance else None,
        source_key=key,
        trace_number=deposit.trace_number,
    )


def _seen(remittance: Remittance, deposit: Deposit, by: Actor) -> None:
    if deposit.remittance_id and remittance.state == "posted":
        remittance_settle(remittance, by)
    elif remittance.state in ("partly_posted", "in_suspense"):
        words = f"{dollars(deposit.amount)} in the bank"
        move(row=remittance, event="deposit_seen", words=words, by=by, amount=deposit.amount)
