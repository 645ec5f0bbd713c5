"""What the contract allows for a line, and how a payer bends it."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from cleanclaim.core.claim.value import Adjustment, ServiceLine
from cleanclaim.core.money import percent_of
from cleanclaim.core.simulator import chance
from cleanclaim.core.simulator.book import SimPayer, rate

_LEVELS_DOWN = {"99215": "99214", "99214": "99213", "99213": "99212", "99205": "99204", "99204": "99203"}
_VISITS = ("992", "993", "994", "G0402", "G0438", "G0439")
_REDUCED_SECOND = ("1", "2", "3", "4", "5", "6")


class Answer:
    """A line while it is decided; what it says in the end always adds up to its charge."""

    def __init__(self, line: ServiceLine) -> None:
        self.line = line
        self.allowed = 0
        self.contractual: list[Adjustment] = []
        self.share: list[Adjustment] = []
        self.remarks: list[str] = []
        self.procedure = line.procedure
        self.is_denied = False

    @property
    def payable(self) -> int:
        """What is left of the charge for the payer."""
        return self.line.charge - sum(a.amount for a in (*self.contractual, *self.share))

    def deny(self, group: str, reason: str, *remarks: str) -> None:
        """The whole charge for one reason."""
        self.is_denied = True
        self.allowed = 0
        whole = [Adjustment(group, reason, self.line.charge)] if self.line.charge else []
        self.contractual, self.share = ([], whole) if group == "PR" else (whole, [])
        self.remarks = list(remarks)


def is_visit(procedure: str) -> bool:
    """An evaluation or wellness visit, which a copay belongs to."""
    return procedure.startswith(_VISITS)


def is_preventive(procedure: str) -> bool:
    """No patient share under the Affordable Care Act: check-ups and shots."""
    return procedure.startswith(("9938", "9939", "G0402", "G0438", "G0439", "9047", "906", "907", "G0008", "G0009"))


def contract_allowed(payer: SimPayer, line: ServiceLine, procedure: str = "") -> int:
    """Rate times units, or the share of the charge for what has no rate; never more than the charge."""
    unit_rate = payer.rates.get(procedure or line.procedure)
    if unit_rate is None:
        return percent_of(line.charge, payer.percent_of_charge)
    try:
        amount = int((unit_rate * Decimal(line.units)).quantize(Decimal(1), ROUND_HALF_UP))
    except InvalidOperation:
        amount = unit_rate
    return max(0, min(line.charge, amount))


def allow(answers: list[Answer], payer: SimPayer, seed: int, about: str) -> None:
    """Fill in the allowed amount of every line that is not denied, with CO-45 and CO-59."""
    for answer in answers:
        if not answer.is_denied:
            _allow(answer, payer, seed, about)
    _reduce_second(answers, payer, seed, about)


def _allow(answer: Answer, payer: SimPayer, seed: int, about: str) -> None:
    line = answer.line
    key = (about, line.number)
    lower = _LEVELS_DOWN.get(line.procedure)
    if lower and chance.happens(rate(payer, "bundled_paid_other_code"), seed, "bundled_paid_other_code", *key):
        answer.procedure = lower
        answer.remarks.append("N22")
    allowed = contract_allowed(payer, line, answer.procedure)
    if chance.happens(rate(payer, "underpaid_vs_contract"), seed, "underpaid_vs_contract", *key):
        allowed -= percent_of(allowed, 8 + chance.below(18, seed, "underpaid by", *key))
    answer.allowed = allowed
    if allowed < line.charge:
        answer.contractual.append(Adjustment("CO", "45", line.charge - allowed))


def _reduce_second(answers: list[Answer], payer: SimPayer, seed: int, about: str) -> None:
    """Surgery on one day: the dearest in full, the next ones at half."""
    surgery = [a for a in answers if not a.is_denied and a.allowed and a.line.procedure.startswith(_REDUCED_SECOND)]
    if len(surgery) < 2 or not chance.happens(rate(payer, "mppr_reduction"), seed, "mppr_reduction", about):
        return
    for answer in sorted(surgery, key=lambda a: (-a.allowed, a.line.number))[1:]:
        reduction = answer.allowed // 2
        answer.allowed -= reduction
        answer.contractual.append(Adjustment("CO", "59", reduction))
        answer.remarks.append("N670")
