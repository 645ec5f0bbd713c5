"""What the plan leaves to the patient: deductible, then copay, then coinsurance, never past the yearly maximum."""

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.money import percent_of
from cleanclaim.core.simulator.allowed import Answer, is_preventive, is_visit
from cleanclaim.core.simulator.members import Member
from cleanclaim.core.simulator.state import Used

DEDUCTIBLE, COINSURANCE, COPAY = "1", "2", "3"


def deductible_left(member: Member, used: Used) -> int:
    """What the member still pays alone this year."""
    return max(0, member.plan.deductible - member.deductible_used_elsewhere - used.deductible)


def out_of_pocket_left(member: Member, used: Used) -> int | None:
    """None: the plan has no maximum."""
    limit = member.plan.out_of_pocket_max
    if limit is None:
        return None
    return max(0, limit - member.deductible_used_elsewhere - used.out_of_pocket)


def share(answers: list[Answer], member: Member, used: Used) -> None:
    """Give every line that is paid its patient share, and count it against the year (`used` is changed)."""
    copay_due = True
    for answer in answers:
        if answer.is_denied or is_preventive(answer.line.procedure):
            continue
        with_copay = copay_due and member.plan.copay > 0 and is_visit(answer.line.procedure)
        copay_due = copay_due and not with_copay
        _share(answer, member, used, with_copay=with_copay)


def _share(answer: Answer, member: Member, used: Used, *, with_copay: bool) -> None:
    plan, rest = member.plan, answer.allowed
    skipped = with_copay and plan.visit_skips_deductible
    deductible = 0 if skipped else min(rest, deductible_left(member, used))
    rest -= deductible
    copay = min(rest, plan.copay) if with_copay else 0
    rest -= copay
    coinsurance = 0 if skipped else percent_of(rest, plan.coinsurance_percent)
    left = out_of_pocket_left(member, used)
    parts = []
    for reason, amount in ((DEDUCTIBLE, deductible), (COPAY, copay), (COINSURANCE, coinsurance)):
        owed = amount if left is None else min(amount, left)
        left = None if left is None else left - owed
        if owed:
            parts.append(Adjustment("PR", reason, owed))
            used.out_of_pocket += owed
            used.deductible += owed if reason == DEDUCTIBLE else 0
    answer.share = sorted(parts, key=lambda part: part.reason)


def give_back(payments_adjustments: tuple[Adjustment, ...], used: Used) -> None:
    """Undo in the year what a reversed answer had counted."""
    for adjustment in payments_adjustments:
        if adjustment.group == "PR" and adjustment.reason in {DEDUCTIBLE, COINSURANCE, COPAY}:
            used.out_of_pocket = max(0, used.out_of_pocket - adjustment.amount)
            if adjustment.reason == DEDUCTIBLE:
                used.deductible = max(0, used.deductible - adjustment.amount)
