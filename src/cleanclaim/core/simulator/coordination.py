"""A second payer's arithmetic: what the first settled is OA-23; of what it left to the patient this one pays a part."""

from cleanclaim.core.claim.value import Adjustment, Claim, ServiceLine
from cleanclaim.core.simulator.allowed import Answer
from cleanclaim.core.simulator.patient_share import DEDUCTIBLE


def is_secondary(claim: Claim) -> bool:
    """Another payer has answered before and the claim says what."""
    return claim.sequence != "P" and any(other.paid is not None or other.adjustments for other in claim.other_coverages)


def left_by_prior(claim: Claim) -> dict[int, list[Adjustment]]:
    """By line number, what prior payers left to the patient; claim-level amounts are laid over the lines in order."""
    left: dict[int, list[Adjustment]] = {line.number: _patient_part(line) for line in claim.lines}
    if not any(line.other_payers for line in claim.lines):
        rest = [a for other in claim.other_coverages for a in other.adjustments if a.group == "PR"]
        for line in claim.lines:
            left[line.number], rest = _take(rest, line.charge)
    return left


def coordinate(answers: list[Answer], claim: Claim, *, is_supplement: bool) -> None:
    """Replace each line's own result by the second payer's: OA-23 for what is settled, PR for what nobody pays."""
    left = left_by_prior(claim)
    for answer in answers:
        if answer.is_denied:
            continue
        prior = left[answer.line.number]
        total = sum(adjustment.amount for adjustment in prior)
        settled = answer.line.charge - total
        if is_supplement:
            stays = [a for a in prior if a.reason == DEDUCTIBLE]
        else:
            stays, _ = _take(prior, max(0, total - max(0, answer.payable)))
        answer.contractual = [Adjustment("OA", "23", settled)] if settled else []
        answer.share = stays


def _patient_part(line: ServiceLine) -> list[Adjustment]:
    return [
        Adjustment("PR", adjustment.reason, adjustment.amount)
        for answer in line.other_payers[-1:]
        for adjustment in answer.adjustments
        if adjustment.group == "PR"
    ]


def _take(adjustments: list[Adjustment], amount: int) -> tuple[list[Adjustment], list[Adjustment]]:
    """The first `amount` of the adjustments, and the rest."""
    taken, rest = [], []
    for adjustment in adjustments:
        part = min(adjustment.amount, amount)
        amount -= part
        if part:
            taken.append(Adjustment("PR", adjustment.reason, part))
        if adjustment.amount > part:
            rest.append(Adjustment("PR", adjustment.reason, adjustment.amount - part))
    return taken, rest
