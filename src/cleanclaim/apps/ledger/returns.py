"""Patient money that does not stay: a bounced check, a card charged back, a credit nobody asks for any more."""

from datetime import timedelta

from django.db import transaction

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.ledger.accounts import account_state
from cleanclaim.apps.ledger.choices import Method
from cleanclaim.apps.ledger.credit_work import credits_review
from cleanclaim.apps.ledger.credits import credits_held
from cleanclaim.apps.ledger.errors import ActNotPossible, NotApprovable, NotRefundable
from cleanclaim.apps.ledger.models import Balance, JournalTransaction, Receipt
from cleanclaim.apps.ledger.refunds import BANK, refunds_stop
from cleanclaim.apps.ledger.saving import posting_save
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.worklist.kinds import kind_of
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close_all
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.credits import dormant_days
from cleanclaim.core.ledger.posting.deposits import fee_charged
from cleanclaim.core.ledger.posting.outcome import Posting
from cleanclaim.core.ledger.posting.refunds import escheated
from cleanclaim.core.ledger.posting.returned import receipt_returned
from cleanclaim.core.ledger.transaction import Entry, Transaction
from cleanclaim.core.money import dollars

REFUNDED = "returned_after_refund"
CARD = (chart.CARD, "processor:card")


@transaction.atomic
def receipt_return(*, receipt: Receipt, reason: str, by: Actor, fee: int = 0) -> JournalTransaction:
    """The bank returned the check, or the card's owner disputed the charge: what it paid is owed again, from the day
    of the service on (D12); `fee` in cents is what the bank or processor takes.

    Raises NotApprovable for who may only ask, ActNotPossible for cash and for what was returned before.
    """
    by.require("payment.move_or_reverse")
    if by.level("payment.move_or_reverse") == "request":
        raise NotApprovable("A manager takes a payment back. Tell the manager which one.")
    if receipt.method == Method.CASH:
        raise ActNotPossible("Cash is not returned by a bank. Refund it instead.")
    original, party = receipt.transaction, receipt.patient.party
    if JournalTransaction.objects.filter(reverses=original).exists():
        raise ActNotPossible(f"Receipt {receipt.number} was returned before.")
    state = account_state(_lines_paid_by(party), parties=[party])
    money, key = (CARD if receipt.method == Method.CARD else BANK), f"return:{receipt.number}"
    posting = came_back = receipt_returned(_as_posted(original), state, patient=party, money=money, source_key=key)
    if fee:
        account, whose = ("merchant_fees", CARD[1]) if money == CARD else ("bank_fees", BANK[1])
        taken = {"account": account, "party": whose, "money": money, "amount": fee}
        posting = posting.then(fee_charged(posting.state, source_key=f"{key}:fee", **taken))
    saved = posting_save([posting], state, by=by, occurred_on=clock.today(), patient_id=receipt.patient_id)
    words = f"Receipt {receipt.number} returned: {dollars(receipt.amount)} is owed again"
    activity_record(subject=receipt, what="receipt_return", words=words, why=reason, by=by, amount=receipt.amount)
    credits_review(patients=[receipt.patient_id], by=by)
    _refunded_before(receipt, came_back, by)
    return JournalTransaction.objects.get(pk=saved[0])


def _refunded_before(receipt: Receipt, posting: Posting, by: Actor) -> None:
    """What of the receipt had been refunded: a refund that has not left is stopped, one that has is to be asked for."""
    party = receipt.patient.party
    stopped, gone = (
        sum(each.net(account, party=party) for each in posting.transactions)
        for account in ("patient_refunds_payable", chart.FEES)
    )
    if stopped:
        refunds_stop(party=party, amount=stopped, why=f"Receipt {receipt.number} came back", by=by)
    if gone:
        work_item_open(subject=receipt, need=_to_ask_back(receipt, stopped, gone, by), by=by)


def given_back_close(*, patient: Patient, posting: Posting, by: Actor) -> None:
    """The patient has paid the last of what had been refunded: nobody need ask for it any more."""
    moved = any(each.net(chart.FEES, party=patient.party) for each in posting.transactions)
    if moved and not posting.state.of(chart.FEES, patient.party):
        receipts, words = Receipt.objects.filter(patient=patient), "Given back by the patient"
        work_items_close_all(subjects=receipts, kinds=(REFUNDED,), by=by, resolution=words)


def _to_ask_back(receipt: Receipt, stopped: int, gone: int, by: Actor) -> Need:
    kind, name = kind_of(REFUNDED), receipt.patient.name
    owes = account_money(patient=receipt.patient, by=by).with_patient
    kept = receipt.amount - stopped - gone
    steps = [
        f"{name} paid {dollars(receipt.amount)} (receipt {receipt.number}), and it was returned.",
        f"{dollars(gone)} of it had been refunded and went out.",
        f"A refund of {dollars(stopped)} had not gone out and was stopped." if stopped else "",
        f"{dollars(kept)} had stayed here and is owed again, as far as it paid for visits." if kept else "",
        f"Owed now: {dollars(owes)} for visits + {dollars(gone)} of the refund = {dollars(owes + gone)} by {name}; "
        "we owe nothing of it.",
    ]
    return Need(
        kind=REFUNDED,
        title=f"{kind.one}: {receipt.patient.sort_name}"[:120],
        reason=" ".join(step for step in steps if step),
        next_action=f"Ask the patient for {dollars(gone)} back",
        role="payment_poster",
        url=f"/ledger/{receipt.patient_id}/",
        amount=gone,
    )


@transaction.atomic
def credit_escheat(*, party: str, amount: int, state: str, by: Actor) -> None:
    """A credit whose owner was not found goes to unclaimed property of a State, after its years of dormancy.

    Raises NotRefundable before that, for more than is held, and for a State whose years are not in the table.
    """
    by.require("refund.disburse")
    [credit] = credits_held(party=party, by=by) or [None]
    days = dormant_days(state)
    if days is None:
        raise NotRefundable(f"How long money lies unclaimed in {state} is not in the table: look it up first.")
    if credit is None or not 0 < amount <= credit.amount:
        raise NotRefundable(f"{dollars(credit.amount if credit else 0)} is held, not {dollars(amount)}.")
    if clock.today() < credit.seen_on + timedelta(days=days):
        raise NotRefundable(f"It is held for {credit.age} days: {state} asks for {days}. Look for its owner first.")
    account = account_state((), parties=[party])
    key = f"escheat:{party}:{clock.today()}"
    posting = escheated(account, party=party, to=f"state:{state}", amount=amount, source_key=key)
    patient_id = credit.owner.pk if credit.is_patient else None
    posting_save([posting], account, by=by, occurred_on=clock.today(), patient_id=patient_id)
    words = f"{dollars(amount)} to unclaimed property of {state}"
    activity_record(subject=credit.owner, what="credit_escheat", words=words, by=by, amount=amount)


def _lines_paid_by(party: str) -> list[int]:
    """Every line that the patient's money is on."""
    rows = Balance.objects.filter(account=chart.CREDITS, party=party, line_id__gt=0)
    return list(rows.values_list("line_id", flat=True))


def _as_posted(row: JournalTransaction) -> Transaction:
    """A posted transaction as the core's value."""
    entries = tuple(
        Entry(each.account, each.party or None, str(each.line_id) if each.line_id else None, each.debit, each.credit)
        for each in row.entries.order_by("pk")
    )
    return Transaction(row.source_key, row.kind, entries, row.reference)
