"""How the back office does each kind of work that posting leaves: after how many days, how, and in which words."""

from msgspec import Struct

from cleanclaim.apps.claims.models import Claim
from cleanclaim.apps.ledger.models import ChargeLine
from cleanclaim.apps.ledger.selectors import account_money
from cleanclaim.apps.patient_billing.services import credit_use
from cleanclaim.apps.patients.models import Patient
from cleanclaim.apps.practices.acting import Actor
from cleanclaim.apps.remittances.models import Remittance
from cleanclaim.apps.remittances.services import remittance_duplicate_confirm
from cleanclaim.apps.worklist.models import WorkItem
from cleanclaim.interfaces.demo.practice import Team
from cleanclaim.interfaces.jobs.settling import PATIENTS, line_settle, owed_after_answer, still_open, work_item_finish

CREDIT = "patient_credit_review"
CONTRACT, LOSS, DUPLICATE = "contractual_adjustments", "denial_writeoff", "remittance_duplicate"


class Habit(Struct, frozen=True):
    """Fewest and most days until it is done, the words, and how open money is settled ("" waits for the payer)."""

    days: tuple[int, int]
    words: str
    way: str = ""


HABITS = {
    DUPLICATE: Habit((1, 3), "Came before"),
    CREDIT: Habit((5, 25), "Applied to what is owed"),
    "patient_liability_review": Habit((3, 9), "The patient signed for it", PATIENTS),
    "underpayment": Habit((40, 55), "The rate is right; our table was old", CONTRACT),
    "downcoding_review": Habit((10, 25), "The note supports the lower code", CONTRACT),
    "full_write_off_review": Habit((10, 25), "The contract says so", CONTRACT),
    "unexplained_balance": Habit((10, 30), "The payer explained it by phone", CONTRACT),
    "takeback_review": Habit((3, 10), "The payer was right"),
    "reversal_without_correction": Habit((10, 30), "The payer sent the correction"),
    "crossover_watch": Habit((20, 35), "The next payer has answered"),
    "claim_forwarded_watch": Habit((10, 25), "The other plan has it"),
    "duplicate_watch": Habit((10, 25), "The first claim is answered"),
    "claim_level_allocation_review": Habit((2, 8), "The shares are right"),
    "line_match_review": Habit((2, 8), "It is that line"),
    "patient_responsibility_mismatch": Habit((2, 8), "The adjustments are right"),
    "unlinked_plb": Habit((5, 15), "The payer named the claim"),
}


def item_work(*, item: WorkItem, team: Team) -> bool:
    """Do it; returns whether it was done, or still waits for the payer."""
    habit = HABITS[item.kind]
    if item.kind == DUPLICATE:
        remittance = Remittance.objects.get(pk=item.subject.partition(":")[2])
        remittance_duplicate_confirm(remittance=remittance, by=team.as_("payment_poster"))
        return True
    if item.kind == CREDIT:
        return _credit_use(item, team.as_("payment_poster"))
    waiting = still_open(item=item)
    if waiting and habit.way:
        _settle(item, waiting, habit, team.as_("manager"))
        return True
    if not waiting:
        work_item_finish(item=item, resolution=habit.words, by=team.as_("manager"))
    return not waiting


def _credit_use(item: WorkItem, by: Actor) -> bool:
    """Pay what else the patient owes with it; what is left waits for the next visit."""
    patient = Patient.objects.get(pk=item.subject.partition(":")[2])
    if account_money(patient=patient, by=by).with_patient:
        credit_use(patient=patient, by=by)
    item.refresh_from_db(fields=["closed_at"])
    return item.closed_at is not None


def line_give_up(*, line: ChargeLine, claim: Claim, by: Actor) -> None:
    """Accept the loss of what a payer denied on a line."""
    if amount := sum(owed_after_answer(lines=[line.pk]).get(line.pk, {}).values()):
        line_settle(claim=claim, line=line, way=LOSS, amount=amount, reason="Not worth an appeal", by=by)


def _settle(item: WorkItem, waiting: dict[tuple[int, str], int], habit: Habit, by: Actor) -> None:
    claim = Claim.objects.select_related("encounter").get(pk=item.subject.partition(":")[2])
    lines = ChargeLine.objects.in_bulk([line for line, _ in waiting])
    answered = owed_after_answer(lines=lines)
    for (line, party), amount in waiting.items():
        if party in answered.get(line, {}):
            line_settle(claim=claim, line=lines[line], way=habit.way, amount=amount, reason=habit.words, by=by)
