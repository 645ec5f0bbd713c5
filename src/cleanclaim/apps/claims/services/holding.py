"""Holding, releasing, approving and canceling claims that are not sent."""

from datetime import date

from django.db import transaction

from cleanclaim.apps.activity.services import move
from cleanclaim.apps.claims.errors import FixNotPossible
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.services.correcting import REPLACEMENT
from cleanclaim.apps.claims.services.drafting import WORKS_ON_CLAIMS, require_any
from cleanclaim.apps.claims.services.scrubbing import HELD, claim_scrub
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close

ON_HOLD = "claim_on_hold"


@transaction.atomic
def claim_hold(*, claim: Claim, reason: str, by: Actor, review_on: date | None = None) -> Claim:
    """Keep an unsent claim back, with the reason and the day to look again (its filing limit unless given)."""
    require_any(by, *WORKS_ON_CLAIMS)
    if not reason.strip():
        raise FixNotPossible("Say why the claim is held.")
    claim.hold_reason = reason.strip()[:200]
    move(row=claim, event="hold", words=f"Held: {claim.hold_reason}", by=by, why=reason, also=("hold_reason",))
    deadline = min(review_on or claim.filing_deadline, claim.filing_deadline)
    need = Need(
        kind=ON_HOLD,
        title=f"{claim.control_number} on hold",
        reason=claim.hold_reason,
        next_action="Release the claim",
        role="biller",
        url=f"/claims/{claim.pk}/",
        amount=claim.charge,
        deadline=deadline,
    )
    work_item_open(subject=claim, need=need, by=by)
    return claim


@transaction.atomic
def claim_release(*, claim: Claim, by: Actor) -> Claim:
    """The reason to hold it is gone: check it again, and send it when it is clean."""
    require_any(by, *WORKS_ON_CLAIMS)
    claim.hold_reason = ""
    move(row=claim, event="release", words="Released", by=by, also=("hold_reason",))
    work_items_close(subject=claim, kinds=(ON_HOLD,), by=by, resolution="Released")
    claim_scrub(claim=claim, by=by)
    return claim


@transaction.atomic
def claim_approve(*, claim: Claim, by: Actor) -> Claim:
    """Let a checked claim be sent."""
    by.require("claim.submit")
    move(row=claim, event="approve", words="Approved to send", by=by)
    return claim


@transaction.atomic
def claim_cancel(*, claim: Claim, why: str, by: Actor) -> Claim:
    """Give up a claim that was never sent; the charges stay as they are."""
    require_any(by, *WORKS_ON_CLAIMS)
    if not why.strip():
        raise FixNotPossible("Say why the claim is canceled.")
    move(row=claim, event="cancel", words="Canceled before it was sent", by=by, why=why)
    work_items_close(subject=claim, kinds=(HELD, ON_HOLD, REPLACEMENT), by=by, resolution=f"Canceled: {why}")
    return claim
