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
from cleanclaim.apps.ledger.refunds import BANK
from cleanclaim.apps.ledger.saving import posting_save
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.credits import dormant_days
from cleanclaim.core.ledger.posting.deposits import fee_charged
from cleanclaim.core.ledger.posting.refunds import escheated
from cleanclaim.core.ledger.posting.returned import receipt_returned
from cleanclaim.core.ledger.transaction import Entry, Transaction
from cleanclaim.core.money import dollars

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
    posting = receipt_returned(_as_posted(original), state, patient=party, money=money, source_key=key)
    if fee:
        account, whose = ("merchant_fees", CARD[1]) if money == CARD else ("bank_fees", BANK[1])
        taken = {"account": account, "party": whose, "money": money, "amount": fee}
        posting = posting.then(fee_charged(posting.state, source_key=f"{key}:fee", **taken))
    saved = posting_save([posting], state, by=by, occurred_on=clock.today(), patient_id=receipt.patient_id)
    words = f"Receipt {receipt.number} returned: {dollars(receipt.amount)} is owed again"
    activity_record(subject=receipt, what="receipt_return", words=words, why=reason, by=by, amount=receipt.amount)
    credits_review(patients=[receipt.patient_id], by=by)
    return JournalTransaction.objects.get(pk=saved[0])


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
