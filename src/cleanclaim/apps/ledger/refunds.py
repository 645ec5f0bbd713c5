"""Money goes back to whom it belongs: asked for, approved, sent, each by another person (D8, SD01 to SD03)."""

from django.db import transaction
from django.db.models import QuerySet

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record, move
from cleanclaim.apps.ledger.accounts import account_state
from cleanclaim.apps.ledger.approvals import approval_ask
from cleanclaim.apps.ledger.choices import Act, Method
from cleanclaim.apps.ledger.credits import SEES, credits_held
from cleanclaim.apps.ledger.errors import NotApprovable, NotRefundable
from cleanclaim.apps.ledger.models import ApprovalRequest, HeldMoney, Refund
from cleanclaim.apps.ledger.saving import posting_save
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.worklist.kinds import kind_of
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.errors import ActRefused
from cleanclaim.core.ledger.posting.refunds import refund_approved as refund_posted
from cleanclaim.core.ledger.posting.refunds import refund_paid
from cleanclaim.core.money import dollars

TO_SEND = "refund_to_send"
BANK = (chart.BANK, "bank:1")


@transaction.atomic
def refund_request(*, party: str, amount: int, reason: str, by: Actor) -> Refund:
    """Ask that money we hold goes back to the party it belongs to; another person approves.

    Raises NotRefundable for more than is held and not asked for already, or for what the patient still owes.
    """
    by.require("refund.request")
    account_state((), parties=[party])
    [credit] = credits_held(party=party, by=by) or [None]
    asked = sum(Refund.objects.filter(party=party, state="requested").values_list("amount", flat=True))
    free = (credit.amount if credit else 0) - asked
    if not 0 < amount <= free:
        raise NotRefundable(f"{dollars(free)} can go back, not {dollars(amount)}.")
    patient, payer = (credit.owner, None) if credit.is_patient else (None, credit.owner)
    request = approval_ask(act=Act.REFUND, party=party, amount=amount, reason=reason, patient=patient, by=by)
    if known := Refund.objects.filter(request=request).first():
        return known
    return Refund.objects.create(
        practice=by.practice, request=request, party=party, patient=patient, payer=payer, amount=amount,
        due_on=credit.due_on if credit.clock.is_law else None,
    )  # fmt: skip


def posted_own_money(request: ApprovalRequest, by: Actor) -> bool:
    """Whether the person posted or took a payment that the refund is made of (SD02)."""
    held = credits_held(party=request.party, by=by)
    return any(entry.transaction.user_id == by.user.pk for credit in held for entry, _ in credit.made_of)


@transaction.atomic
def refund_approve(*, request: ApprovalRequest, by: Actor) -> None:
    """Carry out an approved refund: the money waits to be sent.  Raises NotRefundable, NotApprovable."""
    if posted_own_money(request, by):
        raise NotApprovable("You took or posted the payment: another person has to approve its refund.")
    refund = request.refund
    state = account_state(_lines_of(request.party), parties=[request.party])
    try:
        posting = refund_posted(state, party=refund.party, amount=refund.amount, source_key=f"approval:{request.pk}")
    except ActRefused as refused:
        raise NotRefundable("The money was used or taken back since: decline the request.") from refused
    posting_save([posting], state, by=by, occurred_on=clock.today(), patient_id=refund.patient_id)
    words = f"Refund of {dollars(refund.amount)} approved"
    move(row=refund, event="approve", words=words, why=request.reason, amount=refund.amount, by=by)
    work_item_open(subject=refund, need=_to_send(refund), by=by)


@transaction.atomic
def refund_send(*, refund: Refund, method: Method, reference: str, by: Actor) -> Refund:
    """The check was written or the card refunded: by another person than who approved it (SD03).

    Raises NotApprovable for who approved it, NotRefundable without a number or when it is not approved.
    """
    by.require("refund.disburse")
    refund = Refund.objects.select_for_update(of=("self",)).select_related("request").get(pk=refund.pk)
    if refund.state != "approved":
        raise NotRefundable(f"This refund is {refund.state}: only an approved one is sent, once.")
    if by.user and refund.request.decisions.filter(user=by.user, agrees=True).exists():
        raise NotApprovable("You approved it: another person has to send it.")
    if not reference.strip():
        raise NotRefundable("Enter the check number or the processor's reference.")
    state = account_state((), parties=[refund.party])
    money = (chart.CARD, "processor:card") if method == Method.CARD else BANK
    key = f"refund:{refund.pk}"
    posting = refund_paid(state, party=refund.party, amount=refund.amount, money=money, source_key=key)
    posting_save([posting], state, by=by, occurred_on=clock.today(), patient_id=refund.patient_id)
    refund.method, refund.reference, refund.sent_by, refund.sent_at = method, reference, by.user, clock.now()
    words = f"{dollars(refund.amount)} refunded, {refund.get_method_display().lower()} {reference}"
    also = ("method", "reference", "sent_by", "sent_at")
    move(row=refund, event="send", words=words, amount=refund.amount, by=by, also=also)
    work_items_close(subject=refund, kinds=(TO_SEND,), by=by, resolution=words)
    return refund


def refunds_stop(*, party: str, amount: int, why: str, by: Actor) -> None:
    """Of refunds approved and not sent, `amount` cents are not paid any more: the newest first, a part lowers one."""
    waiting = Refund.objects.select_for_update(of=("self",)).filter(party=party, state="approved").order_by("-pk")
    for refund in waiting:
        part = min(amount, refund.amount)
        amount -= part
        if part == refund.amount:
            words = f"Refund of {dollars(part)} stopped"
            move(row=refund, event="stop", words=words, why=why, amount=part, by=by)
            work_items_close(subject=refund, kinds=(TO_SEND,), by=by, resolution=words)
        elif part:
            refund.amount -= part
            refund.save(update_fields=["amount"])
            words = f"Refund lowered by {dollars(part)} to {dollars(refund.amount)}"
            activity_record(subject=refund, what="refund_lower", words=words, why=why, amount=part, by=by)
            work_item_open(subject=refund, need=_to_send(refund), by=by)


def refunds_visible(*, by: Actor) -> QuerySet[Refund]:
    """Refunds with their request and owner, those that wait first."""
    if not any(by.may(permission) for permission in SEES):
        by.require(SEES[0])
    return Refund.objects.select_related("request", "patient", "payer").order_by("sent_at", "due_on", "pk")


def _to_send(refund: Refund) -> Need:
    kind = kind_of(TO_SEND)
    return Need(
        kind=TO_SEND, title=f"{kind.one}: {refund.owner.name}"[:120], reason=kind.why,
        next_action=kind.open, role="manager", url="/refunds/", amount=refund.amount, deadline=refund.due_on,
    )  # fmt: skip


def _lines_of(party: str) -> list[int]:
    """The lines on which a payer paid too much."""
    held = HeldMoney.objects.filter(account=chart.OVERPAYMENTS, party=party).exclude(reference="")
    return [int(reference) for reference in held.values_list("reference", flat=True)]
