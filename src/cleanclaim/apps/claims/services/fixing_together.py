"""Fixing one cause on every held claim that has it, and taking fixes back: one transaction a claim."""

from collections.abc import Callable, Iterable, Sequence
from uuid import uuid4

from django.db import transaction
from msgspec import Struct

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.claims.causes import claims_mendable
from cleanclaim.apps.claims.errors import FixNotPossible
from cleanclaim.apps.claims.known import known_of
from cleanclaim.apps.claims.models import Claim, ClaimFix
from cleanclaim.apps.claims.services.drafting import WORKS_ON_CLAIMS, reopen, require_any, snapshot_replace
from cleanclaim.apps.claims.services.fixing import claim_change, fixes_safe
from cleanclaim.apps.claims.services.scrubbing import claim_scrub
from cleanclaim.apps.claims.snapshot import fingerprint, unpack
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.practices.errors import NotAllowedNow

AT_ONCE = 200  # claims in one act, so that it answers within seconds


class Outcome(Struct, frozen=True):
    """What became of an act on many claims: how many were changed, are ready by that, and refused it."""

    act: str
    done: int
    ready: int
    refused: int = 0
    left: int = 0  # claims with the same cause that wait for the next act

    @property
    def held(self) -> int:
        """Changed, and held by something else."""
        return self.done - self.ready


def findings_fix_all(*, edit: str, by: Actor, payer_id: int | None = None) -> Outcome:
    """Accept the safe fixes that an edit proposes on every held claim, oldest filing limit first, at most `AT_ONCE`.

    Raises FixNotPossible when there is none.  A claim that somebody else has changed meanwhile is left as it is.
    """
    require_any(by, *WORKS_ON_CLAIMS)
    waiting = claims_mendable(edit=edit, payer_id=payer_id, by=by)
    claims = list(waiting[:AT_ONCE])
    if not claims:
        raise FixNotPossible(f"No held claim has a safe fix of {edit} waiting.")
    known, act = known_of({claim: unpack(claim) for claim in claims}, codesets=codesets()), uuid4().hex

    def fix(claim: Claim) -> None:
        fixes = fixes_safe(claim.findings.filter(edit=edit).order_by("pk"))
        claim_change(claim, fixes, by, act=act, known=known[claim])

    refused = _each(claims, fix)
    return _outcome(act, claims, refused, left=waiting.count())


@transaction.atomic
def fix_undo(*, fix: ClaimFix, by: Actor) -> Claim:
    """Take the last fix of an unsent claim back, and check the claim again.

    Raises FixNotPossible when the claim was changed since, and ClaimSent when it was sent.
    """
    require_any(by, *WORKS_ON_CLAIMS)
    claim = fix.claim
    if fix.undone_at is not None or fingerprint(claim) != fix.after:
        raise FixNotPossible(f"{claim.control_number} was changed after this fix: it cannot be taken back any more.")
    reopen(claim, "Fix taken back", by)
    claim.snapshot = bytes(fix.before)
    snapshot_replace(claim, unpack(claim))
    fix.undone_at = clock.now()
    fix.save(update_fields=["undone_at"])
    activity_record(subject=claim, what="claim_fix_undo", words=f"Taken back: {fix.words}", by=by)
    claim_scrub(claim=claim, by=by)
    return claim


def fixes_undo_all(*, act: str, by: Actor) -> Outcome:
    """Take back what one act changed; claims that were sent or changed since are left.  Raises FixNotPossible."""
    require_any(by, *WORKS_ON_CLAIMS)
    rows = ClaimFix.objects.filter(act=act, undone_at=None).select_related("claim__payer", "claim__encounter")
    fixes = {fix.claim: fix for fix in rows.order_by("pk")}
    if not fixes:
        raise FixNotPossible("These fixes were taken back already.")
    refused = _each(fixes, lambda claim: fix_undo(fix=fixes[claim], by=by))
    return _outcome(act, list(fixes), refused)


def _each(claims: Iterable[Claim], act: Callable[[Claim], object]) -> set[Claim]:
    """Do the act to each claim in a transaction of its own; gives the claims that refused it."""
    refused = set()
    for claim in claims:
        try:
            with transaction.atomic():
                act(claim)
        except NotAllowedNow:
            refused.add(claim)
    return refused


def _outcome(act: str, claims: Sequence[Claim], refused: set[Claim], *, left: int = 0) -> Outcome:
    done = [claim for claim in claims if claim not in refused]
    ready = sum(claim.state == "ready" for claim in done)
    return Outcome(act, done=len(done), ready=ready, refused=len(refused), left=left)
