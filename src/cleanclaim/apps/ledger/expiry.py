"""Requests that nobody decided in time end: nothing is carried out, and who asked is told."""

from django.db import transaction

from cleanclaim import clock
from cleanclaim.apps.activity.services import move
from cleanclaim.apps.ledger.approvals import (
    DAYS_OPEN,
    EXPIRED_WORK,
    OPEN,
    approval_work_close,
    refund_stop,
    request_words,
)
from cleanclaim.apps.ledger.choices import Act
from cleanclaim.apps.ledger.models import ApprovalRequest
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.models import Membership
from cleanclaim.apps.worklist.kinds import kind_of
from cleanclaim.apps.worklist.services import Need, work_item_open

NOBODY_DECIDED = f"Nobody decided within {DAYS_OPEN} days"


@transaction.atomic
def approvals_expire(*, by: Actor) -> int:
    """End every request of the practice whose last day is over; returns how many."""
    late = ApprovalRequest.objects.select_for_update(of=("self",)).filter(state__in=OPEN, expires_on__lt=clock.today())
    requests = list(late.select_related("line", "patient", "asked_by").order_by("pk"))
    for request in requests:
        _expire(request, by)
    return len(requests)


def _expire(request: ApprovalRequest, by: Actor) -> None:
    words = f"Expired: {request_words(request)}"
    move(row=request, event="date_passed", words=words, why=NOBODY_DECIDED, amount=request.amount, by=by)
    refund_stop(request, NOBODY_DECIDED, by)
    approval_work_close(request, NOBODY_DECIDED, by)
    work_item_open(subject=request, need=_need(request), by=by)


def _need(request: ApprovalRequest) -> Need:
    kind, agreed = kind_of(EXPIRED_WORK), [each.user_name for each in request.decisions.all()]
    so_far = f"{agreed[0]} had agreed, a second person had not." if agreed else "Nobody had looked at it."
    return Need(
        kind=EXPIRED_WORK,
        title=f"{kind.one}: {request_words(request)}"[:120],
        reason=f"Asked by {request.asked_by_name} on {request.asked_at:%Y-%m-%d}: {request.reason} {so_far} Nothing "
        "was posted; the money stands where it was.",
        next_action=kind.open,
        role=_role_of(request),
        url=_where(request),
        amount=request.amount,
        owner=request.asked_by,
    )


def _role_of(request: ApprovalRequest) -> str:
    """A role of who asked, so that a colleague sees it too; the manager's where the person is of another company."""
    held = Membership.objects.filter(user=request.asked_by, organization=request.practice)
    return held.order_by("pk").values_list("role", flat=True).first() or "manager"


def _where(request: ApprovalRequest) -> str:
    """The page on which it is asked for again."""
    if request.act == Act.REFUND:
        return f"/credits/{request.party.replace(':', '/')}/"
    return f"/ledger/{request.patient_id}/" if request.patient_id else f"/approvals/?chosen={request.pk}"
