"""Claims move by what the payer answered; each answer is one event of the claim's machine."""

from collections import defaultdict
from collections.abc import Sequence

from cleanclaim.apps.activity.services import activity_record, move, move_all
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.remittances.choices import ADJUDICATED, Disposition
from cleanclaim.apps.remittances.models import Remittance, RemittanceClaim
from cleanclaim.apps.remittances.posting import Posted, denied_lines
from cleanclaim.core.money import dollars
from cleanclaim.core.states import machine

KEPT = ("payer_claim_control_number", "first_adjudicated_at", "was_denied_at_first")
WORDS = {
    "era_paid": "Answered by the payer",
    "era_rest": "The rest is answered",
    "era_some_lines": "Answered in part",
    "era_denied": "Denied",
    "era_reversal": "Reversed by the payer",
    "era_second_adjudication": "Answered again",
    "era_23_forwarded": "Forwarded by the payer, not its claim",
}


def claims_move(posted: Sequence[Posted], remittance: Remittance, by: Actor) -> None:
    """Let every matched claim take its event, many at a time; what the machine has no event for is only recorded."""
    waiting: dict[int, list[Posted]] = defaultdict(list)
    for each in posted:
        if each.row.claim_id and each.row.disposition != Disposition.HELD:
            waiting[each.row.claim_id].append(each)
    while waiting:
        _round([answers.pop(0) for answers in waiting.values()], remittance, by)
        waiting = {claim: answers for claim, answers in waiting.items() if answers}


def claim_unanswered(claim: Claim, row: RemittanceClaim, why: str, by: Actor) -> None:
    """An answer was taken off the claim: what it alone had told of the claim is forgotten, the course goes back."""
    left = RemittanceClaim.objects.filter(claim=claim, disposition=Disposition.POSTED)
    if not left.filter(status_code__in=ADJUDICATED).exists():
        claim.first_adjudicated_at, claim.was_denied_at_first = None, False
    number = row.payer_claim_control_number
    if number == claim.payer_claim_control_number and not left.filter(payer_claim_control_number=number).exists():
        claim.payer_claim_control_number = ""
    words = f"Unmatched: the answer of {row.remittance.payer_name} ({dollars(row.paid)}) is not about this claim"
    if "era_reversal" in machine("claim").events(claim.state):
        move(row=claim, event="era_reversal", words=words, why=why, by=by, also=KEPT)
    else:
        activity_record(subject=claim, what="era_unmatched", words=words, why=why, by=by)
        claim.save(update_fields=KEPT)


def _round(answers: Sequence[Posted], remittance: Remittance, by: Actor) -> None:
    """One answer of each claim."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for each in answers:
        claim = each.row.claim
        if each.claim.payer == f"payer:{claim.payer_id}":
            claim.payer_claim_control_number = each.row.payer_claim_control_number or claim.payer_claim_control_number
        _adjudicated(claim, each.row, remittance)
        event = _event(each, claim)
        if event:
            groups[event].append(claim)
        else:
            words = (
                f"Answer of {remittance.payer_name} ({dollars(each.row.paid)}) changes nothing of the claim's course"
            )
            activity_record(subject=claim, what="era_noted", words=words, by=by, source=remittance.file.name)
            claim.save(update_fields=KEPT)
    source = f"835 {remittance.trace_number}"
    for event, claims in groups.items():
        move_all(rows=claims, event=event, words=WORDS[event], by=by, source=source, also=KEPT)


def _adjudicated(claim: Claim, answer: RemittanceClaim, remittance: Remittance) -> None:
    """The first adjudication stays the claim's first, whatever payers say later."""
    if claim.first_adjudicated_at is None and answer.status_code in ADJUDICATED:
        claim.first_adjudicated_at, claim.was_denied_at_first = remittance.received_at, answer.is_denial


def _event(each: Posted, claim: Claim) -> str | None:
    """The first event that fits the answer and that the claim's state takes."""
    possible = machine("claim").events(claim.state)
    return next((event for event in _wanted(each) if event in possible), None)


def _wanted(each: Posted) -> tuple[str, ...]:
    if each.claim.answer.is_reversal:
        return ("era_reversal",)
    if each.claim.answer.status == "23":
        return ("era_23_forwarded",)
    denied = denied_lines(each.claim, each.work)
    if denied and denied >= {matched.line for matched in each.claim.match.billed}:
        return ("era_denied", "era_second_adjudication")
    if denied or each.claim.match.unanswered:
        return ("era_some_lines", "era_second_adjudication")
    return ("era_paid", "era_rest", "era_second_adjudication")
