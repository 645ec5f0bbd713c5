"""Requests for acts on money that another person has to approve: asking, and who may decide (SD01, SD02, SD14, H1)."""

from datetime import timedelta
from functools import cache
from importlib.resources import files

from django.db import transaction
from django.db.models import QuerySet
from msgspec import Struct, convert

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record, move
from cleanclaim.apps.ledger.choices import ASKED_AS, Act, account_words
from cleanclaim.apps.ledger.errors import NotApprovable
from cleanclaim.apps.ledger.models import ApprovalDecision, ApprovalRequest, ChargeLine
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.roles import limit_cents
from cleanclaim.apps.worklist.kinds import kind_of
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close
from cleanclaim.core.money import dollars
from cleanclaim.core.tables import read_table

OPEN = ("waiting", "agreed_once")
DAYS_OPEN = 30
WORK, EXPIRED_WORK = "approval_waiting", "approval_expired"
DECIDES = ("adjustment.approve", "refund.approve")
SEES = (*DECIDES, "adjustment.post", "refund.request", "refund.disburse")


class Tier(Struct, frozen=True):
    """Who agrees: `approve` is the permission, above `two_above` cents it takes two, or one of the role `alone`."""

    approve: str
    two_above: int
    alone: str = ""


@cache
def tiers() -> dict[str, Tier]:
    table = read_table(files(__package__).joinpath("approval_tiers.yaml").read_text("utf-8"))
    return convert(table, dict[str, Tier])


def tier_of(request: ApprovalRequest) -> Tier:
    """The rule for this act and kind of party."""
    kind = request.party.partition(":")[0]
    return tiers()[f"{request.act}_{kind}" if request.act == Act.REFUND else request.act]


@transaction.atomic
def approval_ask(
    *,
    act: Act,
    party: str,
    amount: int,
    reason: str,
    by: Actor,
    account: str = "",
    subject: str = "",
    line: ChargeLine | None = None,
    patient: Patient | None = None,
) -> ApprovalRequest:
    """Ask another person for an act; the caller has checked that the actor may ask for it.

    The same that waits already is not asked twice; asked anew, what was told of an expired request is done.
    """
    bound = {"act": act, "party": party, "account": account, "subject": subject, "line": line, "amount": amount}
    if known := ApprovalRequest.objects.filter(**bound, state__in=OPEN, expires_on__gte=clock.today()).first():
        return known
    for old in ApprovalRequest.objects.filter(**bound, state="expired"):
        work_items_close(subject=old, kinds=(EXPIRED_WORK,), by=by, resolution="Asked anew")
    request = ApprovalRequest.objects.create(
        **bound,
        practice=by.practice,
        patient=patient,
        reason=reason,
        asked_by=by.user,
        asked_by_name=by.name,
        asked_at=clock.now(),
        expires_on=clock.today() + timedelta(days=DAYS_OPEN),
    )
    words = f"Asked: {request_words(request)}"
    activity_record(subject=request, what="approval_ask", words=words, by=by, why=reason, amount=amount)
    kind = kind_of(WORK)
    need = Need(
        kind=WORK,
        title=f"{kind.one}: {request_words(request)}"[:120],
        reason=f"{by.name}: {reason}",
        next_action=kind.open,
        role="manager",
        url=f"/approvals/?chosen={request.pk}",
        amount=amount,
        deadline=request.expires_on,
    )
    work_item_open(subject=request, need=need, by=by)
    return request


@transaction.atomic
def approval_decline(*, request: ApprovalRequest, why: str, by: Actor) -> ApprovalRequest:
    """Say no, and why; nothing is carried out.  Raises NotApprovable."""
    request = locked(request, by)
    if not why.strip():
        raise NotApprovable("Say why, so that the person who asked knows what to do.")
    decision_record(request, by, agrees=False, why=why)
    move(
        row=request, event="decline", words=f"Declined: {request_words(request)}", why=why, amount=request.amount, by=by
    )
    refund_stop(request, why, by)
    approval_work_close(request, f"Declined: {why}", by)
    return request


def refund_stop(request: ApprovalRequest, why: str, by: Actor) -> None:
    """A refund that nobody approved is not paid: the credit may be asked for again."""
    if request.act == Act.REFUND:
        refund = request.refund
        move(row=refund, event="decline", words="Refund declined", why=why, amount=refund.amount, by=by)


def locked(request: ApprovalRequest, by: Actor) -> ApprovalRequest:
    """The request as it is now, locked; raises NotPermitted, and NotApprovable for who may not decide about it."""
    request = ApprovalRequest.objects.select_for_update().get(pk=request.pk)
    by.require(tier_of(request).approve)
    if fault := not_by(request, by):
        raise NotApprovable(fault)
    return request


def not_by(request: ApprovalRequest, by: Actor) -> str:
    """Why this person may not decide about the request; empty when nothing is against it."""
    if request.state not in OPEN or clock.today() > request.expires_on:
        return EXPIRED if request.state in OPEN else f"It is {request.state} already: nothing is left to decide."
    if by.user is None:
        return "A person has to decide, not the system."
    if by.level(tier_of(request).approve) != "approve" or by.employer:
        return "Approval belongs to the practice's own manager or owner."
    if request.asked_by_id == by.user.pk:
        return "You asked for it: another person has to approve it."
    if request.decisions.filter(user=by.user).exists():
        return "You have agreed already: a second person has to."
    return ""


EXPIRED = f"It waited longer than {DAYS_OPEN} days: ask anew."


def suffices(request: ApprovalRequest, by: Actor) -> bool:
    """Whether this person's agreement is enough to carry the request out now."""
    tier = tier_of(request)
    if request.amount <= tier.two_above or request.decisions.filter(agrees=True).exists():
        return True
    return tier.alone in by.roles and request.amount <= limit_cents(tier.alone)


def decision_record(request: ApprovalRequest, by: Actor, *, agrees: bool, why: str = "") -> None:
    """Who decided what, kept for good."""
    ApprovalDecision.objects.create(
        practice=by.practice, request=request, agrees=agrees, why=why[:300], user=by.user, user_name=by.name,
        decided_at=clock.now(),
    )  # fmt: skip


def approval_work_close(request: ApprovalRequest, words: str, by: Actor) -> None:
    """Nobody need look any more."""
    work_items_close(subject=request, kinds=(WORK,), by=by, resolution=words[:200])


def request_words(request: ApprovalRequest) -> str:
    """What is asked for in one line."""
    of = f" of {request.line.procedure}" if request.line else ""
    account = account_words(request.account).lower()
    return ASKED_AS[Act(request.act)].format(amount=dollars(request.amount), of=of, account=account)


def requests_visible(*, by: Actor) -> QuerySet[ApprovalRequest]:
    """Requests with what is asked about and who decided; own ones only for who may not approve."""
    if not any(by.may(permission) for permission in SEES):
        by.require(SEES[0])
    rows = ApprovalRequest.objects.select_related("line", "patient").prefetch_related("decisions")
    return rows if by.sees_all(*DECIDES) else rows.filter(asked_by=by.user)
