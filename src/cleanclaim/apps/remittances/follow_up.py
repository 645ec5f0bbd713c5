"""What posting leaves to do becomes work items: reason, money, deadline, whose it is."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.urls import reverse
from msgspec.structs import replace

from cleanclaim.apps.ledger.models import HeldMoney
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.remittances.models import Remittance, RemittanceClaim
from cleanclaim.apps.remittances.posting import Posted
from cleanclaim.apps.worklist.kinds import kind_of
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.work import OWNERS, Work
from cleanclaim.core.money import dollars

# Made into cases, claims or statements by the stages whose matter they are.
ELSEWHERE = {
    "denial",
    "bundling_review",
    "statement_due",
    "patient_credit_review",
    "submit_secondary_claim",
    "submit_tertiary_claim",
    "submit_next_claim",
}
HELD = {"parse_fail": "remittance_unreadable", "same_payment_key": "remittance_duplicate"}


def work_open(posted: Posted, by: Actor) -> None:
    """Open an item for each piece of work of a posted or held answer, on the claim where one is known."""
    row = posted.row
    for work in posted.work:
        if work.kind in ELSEWHERE:
            continue
        about = row.claim or row
        what = row.claim.control_number if row.claim else _who_paid_for_whom(row)
        url = f"/claims/{row.claim_id}/" if row.claim_id else _desk(row.remittance_id)
        work_item_open(subject=about, need=_need(work, what, url), by=by)


def remittance_work_open(
    subject: models.Model, work: Iterable[Work], by: Actor, *, problem: str = "", event: str = ""
) -> None:
    """Items about a whole remittance or deposit."""
    if problem:
        kind = HELD.get(event, "remittance_out_of_balance")
        title = f"{kind_of(kind).one}: {subject.payer_name} {subject.trace_number}".strip()
        need = Need(
            kind=kind,
            title=title[:120],
            reason=problem,
            next_action=kind_of(kind).open,
            role="payment_poster",
            url=_desk(subject.pk),
            amount=abs(subject.amount),
        )
        work_item_open(subject=subject, need=need, by=by)
    for each in _one_a_kind(work):
        work_item_open(subject=subject, need=_need(each, subject.payer_name, reverse("remittances:list")), by=by)


def recoups_close(references: set[str], by: Actor) -> None:
    """Close the announced recoupments of which these references took the last cent."""
    references = references - {""}
    if not references:
        return
    held = HeldMoney.objects.filter(account=chart.RECOUP)
    announced = Remittance.objects.filter(
        provider_adjustments__reference__in=references, provider_adjustments__amount__lt=0
    )
    for remittance in announced.distinct():
        if not held.filter(reference__in=remittance.provider_adjustments.values("reference")).exists():
            kinds, words = ("recoup_pending",), "Taken from a later payment"
            work_items_close(subject=remittance, kinds=kinds, by=by, resolution=words)


def _one_a_kind(work: Iterable[Work]) -> Iterable[Work]:
    """An item stands for all work of its kind on the same remittance: amounts added, references named."""
    by_kind: dict[str, list[Work]] = defaultdict(list)
    for each in work:
        by_kind[each.kind].append(each)
    for same in by_kind.values():
        references = ", ".join(each.reference for each in same if each.reference)
        note = f"{same[0].note} {references}".strip()
        yield replace(same[0], amount=sum(abs(each.amount) for each in same), note=note)


def _need(work: Work, what: str, url: str) -> Need:
    kind, (role, _) = kind_of(work.kind), OWNERS.get(work.kind, ("payment_poster", "normal"))
    carc = f" {work.carc}." if work.carc else ""
    return Need(
        kind=work.kind,
        title=f"{kind.one}: {what}"[:120],
        reason=f"{kind.why}.{carc} {work.note}".strip(),
        next_action=kind.open,
        role=role,
        url=url,
        amount=abs(work.amount),
    )


def _who_paid_for_whom(row: RemittanceClaim) -> str:
    """An answer to no claim of ours, by what a person can look for."""
    name = f" for {row.patient_name}" if row.patient_name else ""
    return f"{dollars(row.paid)} of {row.remittance.payer_name}{name}, {row.remittance.trace_number}"


def _desk(remittance_id: int) -> str:
    return reverse("remittances:detail", args=[remittance_id])
