"""Judging a claim by the edits: clean ones are ready to send, the others wait for a person."""

from collections.abc import Sequence

import msgspec
from django.db import transaction
from msgspec import structs

from cleanclaim import clock
from cleanclaim.apps.activity.services import move
from cleanclaim.apps.claims.build import payer_rules
from cleanclaim.apps.claims.known import known_of
from cleanclaim.apps.claims.models import Claim, ClaimFinding
from cleanclaim.apps.claims.services.drafting import WORKS_ON_CLAIMS, require_any
from cleanclaim.apps.claims.services.unchecked import unchecked
from cleanclaim.apps.claims.services.unwritable import unwritable
from cleanclaim.apps.claims.snapshot import unpack
from cleanclaim.apps.claims.written import rules_switched_on, selection_on
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.codes import codesets
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close
from cleanclaim.core.claim import Claim as ClaimValue
from cleanclaim.core.edits import Finding, Known, Severity, run_edits
from cleanclaim.core.edits.version import edits_version

HELD = "claim_held"


@transaction.atomic
def claim_scrub(*, claim: Claim, by: Actor, known: Known | None = None) -> list[ClaimFinding]:
    """Run the edits over a draft: without a fault it becomes ready, else it waits with its findings as a work item.

    Errors and warnings that nobody has overridden are faults; an override stands as long as the finding is the same.
    `known` is what the practice knows besides the claim, for a caller who has gathered it for many.
    """
    require_any(by, *WORKS_ON_CLAIMS)
    findings = _found_anew(claim, known)
    faults = [row for row in findings if is_fault(row)]
    also = () if claim.was_clean_at_first is not None else ("was_clean_at_first", "found_at_first")
    if also:
        claim.was_clean_at_first, claim.found_at_first = not faults, _codes(findings)
    if faults:
        move(row=claim, event="scrub_fail", words=f"Held by {_count(faults)}", by=by, also=also)
        _work_open(claim, faults, by)
        return findings
    claim.edits_version = edits_version()
    move(row=claim, event="scrub_ok", words="Checked, nothing to fix", by=by, also=(*also, "edits_version"))
    move(row=claim, event="approve", words="Ready to send", by=by)
    if not also:  # a first check has left no work behind
        work_items_close(subject=claim, kinds=(HELD,), by=by, resolution="Fixed: the claim is ready to send")
    return findings


def is_fault(row: ClaimFinding) -> bool:
    """Whether a person must act before the claim leaves."""
    return row.severity != Severity.INFO.value and row.overridden_by_id is None and not row.override_reason


def _found_anew(claim: Claim, known: Known | None) -> list[ClaimFinding]:
    value, overridden = unpack(claim), {}
    if claim.was_clean_at_first is not None:
        overridden = {_same(row): row for row in claim.findings.exclude(override_reason="")}
        claim.findings.all().delete()
    rows = findings_now(claim, value, known or known_of({claim: value}, codesets=codesets())[claim])
    for row in rows:
        if before := overridden.get(_same(row)):
            row.overridden_by_id, row.override_reason = before.overridden_by_id, before.override_reason
    _leads_marked(rows)
    return ClaimFinding.objects.bulk_create(rows)


def findings_now(claim: Claim, value: ClaimValue, known: Known) -> list[ClaimFinding]:
    """What there is to say of the claim as it is, not saved."""
    found = _judged(claim, value, known)
    checked = [finding for finding in found if not finding.is_unchecked]
    return [_row(claim, finding) for finding in (*checked, *unwritable(value), *unchecked(found))]


def _judged(claim: Claim, value: ClaimValue, known: Known) -> Sequence[Finding]:
    """What the edits that the practice has on find, and the rules it wrote for the payer."""
    payer = structs.replace(payer_rules(claim.payer), written=rules_switched_on(claim.payer_id))
    chosen = selection_on(claim.service_from).of(value)
    return run_edits(value, codesets=codesets(), as_of=clock.today(), payer=payer, known=known, **chosen._asdict())


def _codes(findings: Sequence[ClaimFinding]) -> str:
    """Which edits found something, as far as there is room."""
    codes, most = " ".join(sorted({row.edit for row in findings})), Claim._meta.get_field("found_at_first").max_length
    return codes if len(codes) <= most else codes[:most].rpartition(" ")[0]


def _leads_marked(rows: Sequence[ClaimFinding]) -> None:
    """Mark the first finding of each edit, and whether any of that edit can be mended by a safe fix."""
    first: dict[str, ClaimFinding] = {}
    for row in sorted(rows, key=lambda row: bool(row.override_reason)):
        lead = first.setdefault(row.edit, row)
        lead.leads = True
        lead.is_mendable = lead.is_mendable or bool(row.autofix and row.autofix.get("safe"))


def _same(row: ClaimFinding) -> tuple[str, str, str]:
    return row.edit, row.path, row.message


def _row(claim: Claim, finding: Finding) -> ClaimFinding:
    return ClaimFinding(
        practice_id=claim.practice_id,
        claim=claim,
        edit=finding.edit,
        severity=finding.severity.value,
        where=finding.where[:60],
        path=finding.path[:80],
        box=finding.box[:8],
        message=finding.message[:300],
        fix=finding.fix[:300],
        autofix=msgspec.to_builtins(finding.autofix) if finding.autofix else None,
    )


def _work_open(claim: Claim, faults: list[ClaimFinding], by: Actor) -> None:
    only = faults[0].autofix if len(faults) == 1 else None
    need = Need(
        kind=HELD,
        title=f"{claim.control_number} held by {_count(faults)}",
        reason="; ".join(f"{row.where}: {row.message}" for row in faults[:3]),
        next_action=only["label"][:120] if only else f"Fix {_count(faults)}",
        role="biller",
        url=f"/claims/{claim.pk}/",
        amount=claim.charge,
        deadline=claim.filing_deadline,
    )
    work_item_open(subject=claim, need=need, by=by)


def _count(faults: list[ClaimFinding]) -> str:
    return "1 finding" if len(faults) == 1 else f"{len(faults)} findings"
