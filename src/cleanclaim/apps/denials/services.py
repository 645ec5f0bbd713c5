"""Denied lines: opened from the payer's answer, corrected and resent, given up within limits, closed by the ledger.

A denial never reduces what is owed: the money stays open with the payer until it is paid or a person lets it go.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from cleanclaim import clock
from cleanclaim.apps.activity.services import move
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.claims.services import claim_replace
from cleanclaim.apps.denials.choices import ACTION_WORDS, DENIALS, DENIED, OPEN, TO_GIVE_UP
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.ledger.adjustments import balance_write_off
from cleanclaim.apps.ledger.models import ApprovalRequest, Balance, ChargeLine
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.practices.models import Payer
from cleanclaim.apps.remittances.models import RemittanceClaim
from cleanclaim.apps.worklist.services import Need, work_item_open, work_items_close
from cleanclaim.core.codesets.playbook import Advice, advice
from cleanclaim.core.ledger import chart
from cleanclaim.core.money import dollars

CORRECT = "correct_and_resubmit"


@transaction.atomic
def denials_open(*, answers: Iterable[RemittanceClaim], by: Actor) -> list[DenialCase]:
    """Make a case of every amount that matched answers left denied, and one work item for each claim."""
    by.require("payment.post_835")
    opened: list[DenialCase] = []
    for answer in answers:
        if found := _cases(answer):
            cases = DenialCase.objects.bulk_create(found, ignore_conflicts=True)
            _work_open(answer.claim, cases, by)
            opened += cases
    return opened


@transaction.atomic
def denials_settle(*, claims: Iterable[Claim], by: Actor) -> list[DenialCase]:
    """Close the cases of the claims' visits whose line the payer no longer owes anything on."""
    visits = sorted({claim.encounter_id for claim in claims if claim.encounter_id})
    settled = [case for case in _open_of_visits(visits) if open_with_payer(case.line_id, case.payer_id) == 0]
    for case in settled:
        move(row=case, event="era_full", words="The payer has paid or settled the line", by=by)
        _close(case, "Overturned: the line is settled", by)
    for denied in {case.claim for case in settled}:
        _work_close(denied, "Every denied line is settled", by)
    return settled


@transaction.atomic
def denials_withdraw(*, answer: RemittanceClaim, why: str, by: Actor) -> None:
    """The answer was about another claim: its cases were none, and a later answer may open them anew."""
    for case in DenialCase.objects.filter(answer=answer, closed_at=None).select_related("claim"):
        case.closed_at, case.outcome = clock.now(), f"No denial of this claim: {why}"[:200]
        move(row=case, event="unmatched", words=case.outcome, why=why, by=by, also=("closed_at", "outcome"))
        _work_close(case.claim, "The answer was about another claim", by)


@transaction.atomic
def denial_triage(*, case: DenialCase, root_cause: str, by: Actor) -> None:
    """Say why it was denied, in the words of the person who looked."""
    by.require("denial.work")
    move(row=case, event="triage", words=f"Root cause: {root_cause}", why=root_cause, by=by)


@transaction.atomic
def denial_correct(*, claim: Claim, why: str, by: Actor) -> Claim:
    """Make the replacement (frequency 7, with the payer's claim number) of an adjudicated claim; returns it as a draft.

    The open denial cases of its payer wait for the answer to the replacement.
    """
    by.require("denial.work")
    replacement = claim_replace(claim=claim, by=by)
    for case in _open_cases(claim).filter(payer=claim.payer_id):
        if case.state == "open":
            move(row=case, event="triage", words="Corrected and resubmitted", why=why, by=by)
        if case.state == "triaged":
            words = f"Corrected by {replacement.control_number}"
            move(row=case, event="corrected_claim", words=words, why=why, by=by)
    if not _open_cases(claim).exclude(payer=claim.payer_id).exists():
        _work_close(claim, f"Replaced by {replacement.control_number}", by)
    return replacement


@transaction.atomic
def denial_accept_loss(*, case: DenialCase, why: str, by: Actor) -> ApprovalRequest | None:
    """Write the line off as an avoidable loss.

    Above the person's limit another one is asked: the case stays open, and the request is returned.
    """
    by.require("adjustment.post")
    amount = open_with_payer(case.line_id, case.payer_id)
    if case.state == "open":
        move(row=case, event="triage", words="Loss accepted", why=why, by=by)
    party = f"payer:{case.payer_id}"
    asked = balance_write_off(line=case.line, party=party, account="denial_writeoff", amount=amount, reason=why, by=by)
    if asked:
        return asked
    move(row=case, event="accept_loss", words=f"{dollars(amount)} written off", why=why, amount=amount, by=by)
    _close(case, f"{dollars(amount)} written off: {why}", by)
    if not _open_cases(case.claim):
        _work_close(case.claim, "Loss accepted", by)
    return None


@transaction.atomic
def denials_written_off(*, line: ChargeLine, why: str, by: Actor) -> None:
    """What was open on a line has been let go: its cases end as a loss, except those that wait for the payer."""
    by.require("adjustment.post")
    for case in _cases_to_give_up(line.pk):
        if open_with_payer(line.pk, case.payer_id):
            continue
        if case.state == "open":
            move(row=case, event="triage", words="Loss accepted", why=why, by=by)
        move(row=case, event="accept_loss", words="Written off", why=why, by=by)
        _close(case, f"Written off: {why}", by)
        if not _open_cases(case.claim):
            _work_close(case.claim, "Written off", by)


def _cases(answer: RemittanceClaim) -> list[DenialCase]:
    """One case for each denied line and reason; the amount is what is open on the line with the payer."""
    works = [work for work in answer.work if work["kind"] in DENIALS]
    return [_case(answer, work, int(line)) for work in works for line in work.get("lines", ())]


def _case(answer: RemittanceClaim, work: dict, line_id: int) -> DenialCase:
    claim, payer = answer.claim, _payer_of(answer, work)
    group, carc, remarks = work.get("group", ""), work.get("reason", ""), work.get("remarks", ())
    plan = advice(group, carc, tuple(remarks))
    return DenialCase(
        practice=answer.practice,
        claim=claim,
        payer=payer,
        line_id=line_id,
        answer=answer,
        patient_id=claim.patient_id,
        group=group,
        carc=carc,
        rarcs=" ".join(remarks)[:60],
        amount=open_with_payer(line_id, payer.pk),
        category=plan.category,
        action=plan.default_action,
        deadline=_deadline(payer, plan.default_action),
        opened_at=clock.now(),
    )


def _payer_of(answer: RemittanceClaim, work: dict) -> Payer:
    """Whose denial it is: of a claim that was crossed over the next payer's, whose claim we never made."""
    number = int(work["party"].partition(":")[2]) if work.get("party") else answer.claim.payer_id
    return answer.claim.payer if number == answer.claim.payer_id else Payer.objects.get(pk=number)


def _deadline(payer: Payer, action: str) -> date:
    """From the payer's answer: the corrected-claim limit for what is corrected, else the appeal limit."""
    days = payer.corrected_claim_days if action == CORRECT else payer.appeal_days
    return clock.today() + timedelta(days=days)


def _work_open(claim: Claim, cases: list[DenialCase], by: Actor) -> None:
    worst = max(cases, key=lambda case: case.amount)
    plan = advice(worst.group, worst.carc, tuple(worst.rarcs.split()))
    need = Need(
        kind=DENIED,
        title=f"{claim.control_number} denied, {worst.group}-{worst.carc}",
        reason=f"{plan.wording}. {_steps(plan)}",
        next_action=ACTION_WORDS[plan.default_action],
        role="denial_specialist",
        url=f"/claims/{claim.pk}/",
        amount=sum(case.amount for case in {case.line_id: case for case in cases}.values()),
        deadline=min(case.deadline for case in cases if case.deadline),
    )
    work_item_open(subject=claim, need=need, by=by)


def _steps(plan: Advice) -> str:
    return ". ".join(plan.steps) + "." if plan.steps else ""


def open_with_payer(line_id: int, payer_id: int) -> int:
    """Cents that a payer owes on a line."""
    return sum(_balances(line_id, f"payer:{payer_id}"))


@asked_often
def _balances(line_id: int, payer: str) -> QuerySet[Balance]:
    owed = Balance.objects.filter(line_id=line_id, account=chart.INSURANCE, party=payer)
    return owed.values_list("amount", flat=True)


@asked_often
def _open_of_visits(encounters: list[int]) -> QuerySet[DenialCase]:
    return DenialCase.objects.filter(claim__encounter__id__in=encounters, state__in=OPEN).select_related("claim")


@asked_often
def _cases_to_give_up(line_id: int) -> QuerySet[DenialCase]:
    return DenialCase.objects.filter(line_id=line_id, state__in=TO_GIVE_UP).select_related("claim")


def _open_cases(claim: Claim) -> QuerySet[DenialCase]:
    return DenialCase.objects.filter(claim=claim, state__in=OPEN).select_related("line")


def _close(case: DenialCase, outcome: str, by: Actor) -> None:
    case.closed_at, case.outcome = clock.now(), outcome[:200]
    move(row=case, event="close", words=outcome[:300], by=by, also=("closed_at", "outcome"))


def _work_close(claim: Claim, resolution: str, by: Actor) -> None:
    work_items_close(subject=claim, kinds=(DENIED,), by=by, resolution=resolution)
