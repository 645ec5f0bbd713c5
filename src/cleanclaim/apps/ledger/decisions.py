"""Saying yes to a request: the act that was asked for is carried out in the same transaction, once."""

from collections.abc import Callable, Mapping

from django.db import transaction

from cleanclaim.apps.activity.services import move
from cleanclaim.apps.ledger.adjustments import transfer_approved, write_off_approved
from cleanclaim.apps.ledger.approvals import approval_work_close, decision_record, locked, request_words, suffices
from cleanclaim.apps.ledger.choices import Act
from cleanclaim.apps.ledger.models import ApprovalRequest
from cleanclaim.apps.ledger.refunds import refund_approve
from cleanclaim.apps.practices.acting import Actor

CarriedOutBy = Mapping[str, Callable[..., None]]
OWN_ACTS: CarriedOutBy = {
    Act.WRITE_OFF: write_off_approved,
    Act.REFUND: refund_approve,
    Act.TRANSFER: transfer_approved,
}


@transaction.atomic
def approval_agree(*, request: ApprovalRequest, by: Actor, acts: CarriedOutBy = OWN_ACTS) -> ApprovalRequest:
    """Agree; with the last agreement that is needed the act is carried out, by the function that `acts` has for it.

    Raises NotApprovable for who may not decide about it, and what the act itself refuses: nothing is decided then.
    """
    request = locked(request, by)
    is_enough = suffices(request, by)
    decision_record(request, by, agrees=True)
    words, amount = request_words(request), request.amount
    if not is_enough:
        move(row=request, event="agree", words=f"First of two agreed: {words}", amount=amount, by=by)
        return request
    acts[request.act](request=request, by=by)
    move(row=request, event="approve", words=f"Approved: {words}", why=request.reason, amount=amount, by=by)
    approval_work_close(request, "Approved and carried out", by)
    return request
