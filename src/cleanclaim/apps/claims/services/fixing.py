"""Fixing what a finding says: by one click where it is safe, by hand where a person knows better, or overriding it."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import msgspec
from django.db import transaction

from cleanclaim import clock
from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.claims.errors import FixNotPossible, OverrideNotPossible
from cleanclaim.apps.claims.models import Claim, ClaimFinding, ClaimFix
from cleanclaim.apps.claims.services.drafting import WORKS_ON_CLAIMS, reopen, require_any, snapshot_replace
from cleanclaim.apps.claims.services.scrubbing import claim_scrub
from cleanclaim.apps.claims.snapshot import fingerprint, unpack
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.core.claim import Claim as ClaimValue
from cleanclaim.core.edits import Fix, Known, Severity, apply


@transaction.atomic
def finding_fix(*, finding: ClaimFinding, by: Actor) -> Claim:
    """Put what the finding proposes into the claim, with what others of its edit propose: they are one cause."""
    if not finding.autofix:
        raise FixNotPossible(f"{finding.edit} has no proposed value: {finding.fix}")
    fixes = [fix_of(row) for row in finding.claim.findings.filter(edit=finding.edit).order_by("pk") if row.autofix]
    return claim_change(finding.claim, fixes, by)


@transaction.atomic
def claim_fix_safe(*, claim: Claim, by: Actor) -> Claim:
    """Put every safe fix that the findings propose into the claim, and check it again."""
    fixes = fixes_safe(claim.findings.all())
    if not fixes:
        raise FixNotPossible("No finding of this claim has a safe fix.")
    return claim_change(claim, fixes, by)


@transaction.atomic
def claim_fix(*, claim: Claim, path: str, value: str, by: Actor) -> Claim:
    """Put a value typed by a person at a path that a finding names ("onset_on", "referring.npi"), and check again.

    Raises FixNotPossible for codes, which are corrected on the visit, and for values that do not fit.
    """
    try:
        fix = Fix(label=value, path=path, value=value)
    except AssertionError:
        raise FixNotPossible("Codes are a coder's to change: correct them on the visit, then build again.") from None
    return claim_change(claim, [fix], by, typed=True)


@transaction.atomic
def finding_override(*, finding: ClaimFinding, reason: str, by: Actor) -> Claim:
    """Let the claim leave in spite of a warning, wherever its edit found it on the claim, with the reason.

    Raises OverrideNotPossible for an error, and AboveLimit where the person decides up to a limit and the claim's
    charge is above it.
    """
    by.require("claim.override_edit")
    if by.level("claim.override_edit") == "limit":
        by.require_limit(finding.claim.charge)
    if finding.severity != Severity.WARNING.value:
        raise OverrideNotPossible(f"{finding.edit} is an error: the payer would refuse the claim. Fix it instead.")
    if not reason.strip():
        raise OverrideNotPossible("Say why the claim may leave as it is.")
    claim = finding.claim
    reopen(claim, f"{finding.edit} overridden: {reason}", by, why=reason)
    alike = claim.findings.filter(edit=finding.edit, severity=finding.severity, override_reason="")
    alike.update(overridden_by=by.user, override_reason=reason.strip()[:200])
    claim_scrub(claim=claim, by=by)
    return claim


def fix_of(finding: ClaimFinding) -> Fix:
    """The finding's proposal as the core's value."""
    return msgspec.convert(finding.autofix, Fix)


def fixes_safe(findings: Sequence[ClaimFinding]) -> list[Fix]:
    """What findings propose that changes the form only."""
    return [fix_of(row) for row in findings if row.autofix and row.autofix.get("safe")]


def claim_change(
    claim: Claim, fixes: Sequence[Fix], by: Actor, *, typed: bool = False, act: str = "", known: Known | None = None
) -> Claim:
    """Put fixes into an unsent claim, keep it as it was so that they can be taken back, and check it again.

    `act` names changes of several claims that are made, and taken back, at once.
    """
    require_any(by, *WORKS_ON_CLAIMS)
    reopen(claim, "Changed by hand" if typed else "Fix accepted", by)
    before, value = bytes(claim.snapshot), unpack(claim)
    words = [f"{fix.path.replace('_', ' ')}: {fix.label}" for fix in fixes]
    for fix, said in zip(fixes, words, strict=True):
        value = _put(value, fix) if typed else apply(value, fix)
        activity_record(subject=claim, what="claim_fix", words=said, by=by)
    snapshot_replace(claim, value)
    ClaimFix.objects.create(
        practice=by.practice, claim=claim, act=act or uuid4().hex, words="; ".join(words)[:200], before=before,
        after=fingerprint(claim), made_at=clock.now(),
    )  # fmt: skip
    claim_scrub(claim=claim, by=by, known=known)
    return claim


def _put(value: ClaimValue, fix: Fix) -> ClaimValue:
    """The claim with the typed text at the path, converted to what the place holds."""
    plain: Any = msgspec.to_builtins(value)
    place, steps = plain, fix.path.replace("[", ".").replace("]", "").split(".")
    try:
        for step in steps[:-1]:
            place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
        place[steps[-1]] = fix.value
        return msgspec.convert(plain, ClaimValue, strict=False)
    except (msgspec.ValidationError, AttributeError, IndexError, TypeError, ValueError):
        raise FixNotPossible(f"{fix.value!r} does not fit {fix.path.replace('_', ' ')}.") from None
