"""What a payer does to an answer weeks later: the missing half, a takeback with its correction, an ended coverage."""

from datetime import date

from msgspec import structs

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.remittance.value import ServicePayment
from cleanclaim.core.simulator.answers import register, reverse
from cleanclaim.core.simulator.state import Answered, Later, Settled, State, claim_control_number

SECOND_HALF, CORRECTION, TERMINATION = "second_half", "correction", "termination"


def act_later(state: State, later: Later, *, on: date) -> Settled | None:
    """Do it, or None when the answer it is about no longer stands (replaced or voided meanwhile)."""
    answered = state.answered[later.control_number]
    if answered.is_reversed:
        return None
    if later.act == SECOND_HALF:
        answered.payments += later.payments
        return Settled(answered.accepted, later.payments)
    return _taken_back(state, answered, is_terminated=later.act == TERMINATION, on=on)


def _taken_back(state: State, answered: Answered, *, is_terminated: bool, on: date) -> Settled:
    """The reversal, then the answer under a new control number: without coverage, or with a third less."""
    control_number = claim_control_number(state, answered.accepted.payer_id, on)
    payment = answered.payments[0]
    reversals = reverse(state, answered)
    lines = tuple(_ended(line) if is_terminated else _less(line) for line in payment.lines)
    corrected = structs.replace(
        payment,
        status="4" if is_terminated else payment.status,
        paid=sum(line.paid for line in lines),
        patient_responsibility=sum(a.amount for line in lines for a in line.adjustments if a.group == "PR"),
        payer_claim_control_number=control_number,
        lines=lines,
    )
    accepted = structs.replace(answered.accepted, control_number=control_number)
    state.answered[control_number] = Answered(accepted, (corrected,), on)
    register(state, accepted)
    return Settled(accepted, (*reversals, corrected))


def _less(line: ServicePayment) -> ServicePayment:
    """The contract allowed less than was paid: a third of the payment becomes CO-45."""
    cut = line.paid // 3
    if cut <= 0:
        return line
    before = sum(a.amount for a in line.adjustments if (a.group, a.reason) == ("CO", "45"))
    others = tuple(a for a in line.adjustments if (a.group, a.reason) != ("CO", "45"))
    amounts = tuple((kind, amount - cut if kind == "B6" else amount) for kind, amount in line.amounts)
    contractual = Adjustment("CO", "45", before + cut)
    return structs.replace(line, paid=line.paid - cut, adjustments=(contractual, *others), amounts=amounts)


def _ended(line: ServicePayment) -> ServicePayment:
    """The coverage had ended: the whole charge is the patient's until another plan is found."""
    whole = (Adjustment("PR", "27", line.charge),) if line.charge else ()
    return structs.replace(line, paid=0, adjustments=whole, amounts=(), remarks=("N30",))
