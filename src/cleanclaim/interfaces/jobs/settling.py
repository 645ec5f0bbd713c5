"""When the books show that a claim is settled: its work closes, its denials close, the claim closes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from cleanclaim.apps.activity.services import move_all, subject_of
from cleanclaim.apps.claims.choices import ADJUDICATED
from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.denials.choices import DENIALS, DENIED
from cleanclaim.apps.denials.models import DenialCase
from cleanclaim.apps.denials.services import denial_accept_loss, denials_settle, denials_written_off
from cleanclaim.apps.ledger.accounts import account_state
from cleanclaim.apps.ledger.adjustments import balance_to_patient, balance_write_off
from cleanclaim.apps.ledger.credit_work import credits_review
from cleanclaim.apps.ledger.models import ApprovalRequest, Balance, ChargeLine, LineAnswer
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.apps.remittances.choices import Disposition
from cleanclaim.apps.remittances.models import Dispute, RemittanceClaim
from cleanclaim.apps.remittances.services import Decision, dispute_decide
from cleanclaim.apps.worklist.errors import StillOpen
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.apps.worklist.services import work_item_resolve, work_items_close, work_items_close_all
from cleanclaim.core.ledger import chart
from cleanclaim.core.ledger.state import AccountState
from cleanclaim.core.ledger.work import Work, is_settled, shows_in_lines
from cleanclaim.core.money import dollars

PATIENTS = "patient"
ANSWERED, NOTHING_OWED = "Every payer has answered", "The payer owes nothing more"
# Work that is done when the payer owes nothing more on the claim, whatever its lines were.
SETTLED_BY_MONEY = ("underpayment", "partial_adjudication", "full_write_off_review", "unexplained_balance")


@transaction.atomic
def claim_settle_check(*, claims: Iterable[Claim], by: Actor) -> None:
    """Close what the books show to be done, and the claims whose payer owes nothing and that nobody has to work on."""
    claims = sorted(set(claims), key=lambda claim: claim.pk)
    _lines_settle(claims, by)
    opens = _open_by_claim(claims)
    denials_settle(claims=claims, by=by)
    answered = [claim for claim in claims if not opens[claim.pk][1]]
    work_items_close_all(subjects=answered, kinds=("crossover_watch",), by=by, resolution=ANSWERED)
    _claims_settle([claim for claim in claims if not opens[claim.pk][0]], by)
    credits_review(patients={claim.patient_id for claim in claims}, by=by)


@transaction.atomic
def work_item_finish(*, item: WorkItem, resolution: str, by: Actor) -> WorkItem:
    """A person says that it is done; refused while the books show the money where it was.

    Raises StillOpen, and what `work_item_resolve` raises.
    """
    answers = _answers_of(item)
    if any(answer.disposition == Disposition.HELD for answer in answers):
        raise StillOpen("Not closed: the money is still unapplied. Match the payment to its claim first.")
    if amount := sum(still_open(item=item).values()):
        raise StillOpen(
            f"Not closed: {dollars(amount)} is still open with the plan. Settle it on the claim's page first: write it "
            "off or make it the patient's; or correct the claim and send it again."
        )
    done = work_item_resolve(item=item, resolution=resolution, by=by)
    claim_settle_check(claims={answer.claim for answer in answers if answer.claim}, by=by)
    return done


@transaction.atomic
def still_open(*, item: WorkItem) -> dict[tuple[int, str], int]:
    """{(charge line, payer's party): cents} that the books still show open of what an item is about."""
    if not shows_in_lines(item.kind):
        return {}
    works = _works(_answers_of(item), item.kind)
    state = _state(works)
    unsettled = [work for work in works if not is_settled(work, state)]
    lines = dict.fromkeys((line, work.party) for work in unsettled for line in work.lines if line in state.lines)
    opened = {(int(line), party): state.lines[line].open_with(party) for line, party in lines}
    return {key: amount for key, amount in opened.items() if amount}


@transaction.atomic
def line_settle(
    *, claim: Claim, line: ChargeLine, way: str, amount: int, reason: str, by: Actor
) -> ApprovalRequest | None:
    """Let what a payer that has answered still owes on a line go to an account of adjustments, or make it the
    patient's (`PATIENTS`).

    Closes what the act settles: denials and work items of the visit's claims, and the claims themselves.  Above the
    person's limit nothing is settled yet: another person is asked, and the request is returned.
    Raises ActNotPossible for more than is open or what the payer did not leave to the patient.
    """
    by.require("adjustment.post")
    payer = next(iter(owed_after_answer(lines=[line.pk]).get(line.pk, {})), f"payer:{claim.payer_id}")
    if way == PATIENTS:
        asked = balance_to_patient(line=line, payer=payer, amount=amount, reason=reason, by=by)
    else:
        asked = balance_write_off(line=line, party=payer, account=way, amount=amount, reason=reason, by=by)
    if asked:
        return asked
    if way != PATIENTS:
        denials_written_off(line=line, why=reason, by=by)
    claims_of_line_check(line.pk, by)
    claim.refresh_from_db(fields=["state"])
    return None


@transaction.atomic
def loss_accept(*, case: DenialCase, why: str, by: Actor) -> ApprovalRequest | None:
    """Write a denied line off, and close what that settles; the request, where another person has to approve."""
    asked = denial_accept_loss(case=case, why=why, by=by)
    if not asked:
        claims_of_line_check(case.line_id, by)
    return asked


@transaction.atomic
def dispute_end(*, dispute: Dispute, decision: Decision, by: Actor) -> list[ApprovalRequest]:
    """Record how a dispute ended, and close what that settles; the requests, where another person has to approve."""
    asked = dispute_decide(dispute=dispute, decision=decision, by=by)
    claims = Claim.objects.filter(payments__underpayments__dispute=dispute).select_related("encounter").distinct()
    claim_settle_check(claims=claims, by=by)
    return asked


def owed_after_answer(*, lines: Iterable[int]) -> dict[int, dict[str, int]]:
    """{line: {payer's party: cents}} that payers owe on lines they have answered: after a crossover the next payer."""
    rows = _open_with_payers(sorted(set(lines)))
    said = set(_payers_heard([row.line_id for row in rows]))
    owed: dict[int, dict[str, int]] = {}
    for row in rows:
        if (row.line_id, row.party) in said:
            owed.setdefault(row.line_id, {})[row.party] = row.amount
    return owed


def claims_of_line_check(line_id: int, by: Actor) -> None:
    claim_settle_check(claims=_claims_with(line_id), by=by)


@asked_often
def _claims_with(line_id: int) -> QuerySet[Claim]:
    return Claim.objects.filter(lines__line_id=line_id).select_related("encounter").distinct()


def _claims_settle(claims: Sequence[Claim], by: Actor) -> None:
    """Close the work that was about money which nobody owes any more, then the claims that have no work left."""
    work_items_close_all(subjects=claims, kinds=SETTLED_BY_MONEY, by=by, resolution=NOTHING_OWED)
    answered = {subject_of(claim): claim for claim in claims if claim.state in ADJUDICATED[:3]}
    worked_on = set(_subjects_worked_on(list(answered)))
    closing = [claim for subject, claim in answered.items() if subject not in worked_on]
    move_all(rows=closing, event="balance_zero", words=NOTHING_OWED, by=by)


@asked_often
def _subjects_worked_on(subjects: list[str]) -> QuerySet[str]:
    return WorkItem.objects.filter(subject__in=subjects, closed_at=None).values_list("subject", flat=True)


@asked_often
def _open_items(subjects: list[str]) -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(subject__in=subjects, closed_at=None).exclude(kind=DENIED)


@asked_often
def _lines_of(claims: list[int]) -> QuerySet[Claim]:
    return Claim.objects.filter(pk__in=claims).values_list("pk", "lines__line_id")


@asked_often
def _open_with_payers(lines: list[int]) -> QuerySet[Balance]:
    return Balance.objects.filter(account=chart.INSURANCE, amount__gt=0, line_id__in=lines)


@asked_often
def _payers_heard(lines: list[int]) -> QuerySet[LineAnswer]:
    return LineAnswer.objects.filter(line__id__in=lines).values_list("line_id", "payer")


def _lines_settle(claims: Sequence[Claim], by: Actor) -> None:
    """Close the items whose own lines are settled, though others of the claim may not be."""
    by_subject = {subject_of(claim): claim for claim in claims}
    items = [item for item in _open_items(list(by_subject)) if shows_in_lines(item.kind)]
    if not items:
        return
    concerned = {by_subject[item.subject] for item in items}
    answers = _answers_to([claim.pk for claim in concerned])
    state = _state(_works(answers))
    for item in items:
        claim = by_subject[item.subject]
        works = _works((answer for answer in answers if answer.claim_id == claim.pk), item.kind)
        if works and all(is_settled(work, state) for work in works):
            work_items_close(subject=claim, kinds=(item.kind,), by=by, resolution=NOTHING_OWED)


@asked_often
def _answers_to(claims: list[int]) -> QuerySet[RemittanceClaim]:
    return RemittanceClaim.objects.filter(claim__in=claims).defer("content")


def _answers_of(item: WorkItem) -> list[RemittanceClaim]:
    """The payers' answers that an item is about."""
    model, _, number = item.subject.partition(":")
    rows = RemittanceClaim.objects.select_related("claim__encounter")
    if model == "claim":
        return list(rows.filter(claim=number))
    return list(rows.filter(pk=number)) if model == "remittanceclaim" else []


def _works(answers: Iterable[RemittanceClaim], kind: str = "") -> list[Work]:
    """The work that posting the answers left: of one kind of item, else all of it."""
    kinds = DENIALS if kind == DENIED else (kind,)
    works = [work for answer in answers for work in answer.work if not kind or work["kind"] in kinds]
    return msgspec.convert(works, list[Work])


def _state(works: Iterable[Work]) -> AccountState:
    return account_state({int(line) for work in works for line in work.lines})


def _open_by_claim(claims: Sequence[Claim]) -> dict[int, tuple[int, int]]:
    """{claim id: cents open with its own payer, and with any payer that has not answered}."""
    lines = _lines_of([claim.pk for claim in claims])
    lines_of: dict[int, set[int]] = {claim.pk: set() for claim in claims}
    for claim_id, line_id in lines:
        lines_of[claim_id].add(line_id)
    ids = {line for found in lines_of.values() for line in found if line}
    rows = _open_with_payers(sorted(ids))
    answered = owed_after_answer(lines=[row.line_id for row in rows]) if rows else {}
    by_line: dict[int, list[Balance]] = defaultdict(list)
    for row in rows:
        by_line[row.line_id].append(row)
    result = {}
    for claim in claims:
        owed = [row for line in lines_of[claim.pk] for row in by_line.get(line, ())]
        mine = sum(row.amount for row in owed if row.party == f"payer:{claim.payer_id}")
        unanswered = sum(row.amount for row in owed if row.party not in answered.get(row.line_id, {}))
        result[claim.pk] = mine, unanswered
    return result
