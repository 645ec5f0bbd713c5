"""Fixing what a finding says: by one click where it is safe, by hand where a person knows better, or overriding it."""

from collections.abc import Iterable
from typing import Any

import msgspec
from django.db import transaction

from cleanclaim.apps.activity.services import activity_record
from cleanclaim.apps.claims.errors import FixNotPossible, OverrideNotPossible
from cleanclaim.apps.claims.models import Claim, ClaimFinding
from cleanclaim.apps.claims.services.drafting import WORKS_ON_CLAIMS, reopen, require_any, snapshot_replace
from cleanclaim.apps.claims.services.scrubbing import claim_scrub
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.core.claim import Claim as ClaimValue
from cleanclaim.core.edits import Fix, Severity, apply


@transaction.atomic
def finding_fix(*, finding: ClaimFinding, by: Actor) -> Claim:
    """Put the fix the finding proposes into the claim, and check it again."""
    if not finding.autofix:
        raise FixNotPossible(f"{finding.edit} has no proposed value: {finding.fix}")
    return _fixed(finding.claim, [fix_of(finding)], by)


@transaction.atomic
def claim_fix_safe(*, claim: Claim, by: Actor) -> Claim:
    """Put every safe fix that the findings propose into the claim, and check it again."""
    fixes = [fix_of(row) for row in claim.findings.all() if row.autofix and row.autofix.get("safe")]
    if not fixes:
        raise FixNotPossible("No finding of this claim has a safe fix.")
    return _fixed(claim, fixes, by)


@transaction.atomic
def claim_fix(*, claim: Claim, path: str, value: str, by: Actor) -> Claim:
    """Put a value typed by a person at a path that a finding names ("onset_on", "referring.npi"), and check again.

    Raises FixNotPossible for codes, which are corrected on the visit, and for values that do not fit.
    """
    try:
        fix = Fix(label=value, path=path, value=value)
    except AssertionError:
        raise FixNotPossible("Codes are a coder's to change: correct them on the visit, then build again.") from None
    return _fixed(claim, [fix], by, typed=True)


@transaction.atomic
def finding_override(*, finding: ClaimFinding, reason: str, by: Actor) -> Claim:
    """Let the claim leave in spite of a warning, with the reason.

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
    finding.overridden_by, finding.override_reason = by.user, reason.strip()[:200]
    finding.save(update_fields=["overridden_by", "override_reason"])
    claim_scrub(claim=claim, by=by)
    return claim


def fix_of(finding: ClaimFinding) -> Fix:
    """The finding's proposal as the core's value."""
    return msgspec.convert(finding.autofix, Fix)


def _fixed(claim: Claim, fixes: Iterable[Fix], by: Actor, *, typed: bool = False) -> Claim:
    require_any(by, *WORKS_ON_CLAIMS)
    reopen(claim, "Changed by hand" if typed else "Fix accepted", by)
    value = unpack(claim)
    for fix in fixes:
        value = _put(value, fix) if typed else apply(value, fix)
        words = f"{fix.path.replace('_', ' ')}: {fix.label}"
        activity_record(subject=claim, what="claim_fix", words=words, by=by)
    snapshot_replace(claim, value)
    claim_scrub(claim=claim, by=by)
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
