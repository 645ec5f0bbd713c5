"""A claim's turn on its pay day: answered anew, corrected, voided, split in halves, sent on to the supplement."""

from datetime import date, datetime, time, timedelta

from msgspec import structs

from cleanclaim.core.claim.value import Claim, OtherCoverage, OtherPayerLine, Party
from cleanclaim.core.remittance.value import ClaimPayment, ServicePayment
from cleanclaim.core.simulator import chance
from cleanclaim.core.simulator.adjudication import Case, adjudicate, reversed_payment
from cleanclaim.core.simulator.book import SimPayer, rate
from cleanclaim.core.simulator.denials import may_repeat
from cleanclaim.core.simulator.members import member
from cleanclaim.core.simulator.patient_share import give_back
from cleanclaim.core.simulator.pay_days import next_pay_day
from cleanclaim.core.simulator.state import (
    Accepted,
    Answered,
    Later,
    Settled,
    State,
    claim_control_number,
    original,
    used_by,
)

VOID, REPLACEMENT = "8", "7"
_CROSSED_OVER = "19"
_INCOMPLETE, _SENT_ON = "MA15", "MA18"
_MAIL = timedelta(days=3)


def answer_claim(state: State, accepted: Accepted, payer: SimPayer, *, on: date) -> Settled:
    """Adjudicate one claim and remember the answer; what a replacement or void is about is reversed with it."""
    reversals = _reversals(state, accepted)
    if accepted.claim.frequency == VOID:
        return Settled(accepted, reversals)
    payment = adjudicate(_case(state, accepted, payer))
    settled = Settled(accepted, (payment,))
    if not reversals:
        settled = _with_interest(state, settled, payer)
        settled = _split(state, settled, payer, on)
        _plan_takeback(state, settled, payer, on)
    settled = _crossed_over(state, settled, payer, on)
    state.answered[accepted.control_number] = Answered(accepted, settled.payments, on)
    return structs.replace(settled, payments=(*reversals, *settled.payments))


def reverse(state: State, answered: Answered) -> tuple[ClaimPayment, ...]:
    """Take an answer back: its negatives, and the member's year and the duplicate checks as if it had not been."""
    answered.is_reversed = True
    claim = answered.accepted.claim
    used = used_by(state, answered.accepted.payer_id, claim.subscriber.member_id, _year(answered.accepted))
    for payment in answered.payments:
        give_back(payment.all_adjustments, used)
    own = answered.accepted.control_number
    for key in service_keys(answered.accepted).values():
        if state.services.get(key) == own:
            del state.services[key]
    state.seen.pop(seen_key(answered.accepted.payer_id, claim), None)
    return tuple(reversed_payment(payment) for payment in answered.payments)


def register(state: State, accepted: Accepted) -> None:
    """From now on another claim like it, or another line like one of its own, is a duplicate."""
    state.seen[seen_key(accepted.payer_id, accepted.claim)] = accepted.control_number
    for key in service_keys(accepted).values():
        state.services.setdefault(key, accepted.control_number)


def service_keys(accepted: Accepted) -> dict[int, str]:
    """By line number, what makes the line the same service as another claim's."""
    claim = accepted.claim
    who = (accepted.payer_id, claim.sequence, claim.subscriber.member_id, claim.person.first_name, claim.billing.npi)
    return {
        line.number: "|".join((*who, str(line.service_from), line.procedure, *line.modifiers))
        for line in claim.lines
        if not may_repeat(line)
    }


def seen_key(payer_id: str, claim: Claim) -> str:
    """What makes a claim the same as one that was accepted before."""
    parts = (payer_id, claim.billing.npi, claim.control_number, claim.total_charge, claim.service_from, claim.frequency)
    return "|".join(str(part) for part in (*parts, claim.payer_claim_control_number))


def _reversals(state: State, accepted: Accepted) -> tuple[ClaimPayment, ...]:
    earlier = state.answered.get(original(accepted.replaces)) if accepted.replaces else None
    return reverse(state, earlier) if earlier and not earlier.is_reversed else ()


def _case(state: State, accepted: Accepted, payer: SimPayer) -> Case:
    claim = accepted.claim
    register(state, accepted)
    own = accepted.control_number
    duplicates = {number for number, key in service_keys(accepted).items() if state.services[key] != own}
    return Case(
        seed=state.seed,
        payer=payer,
        claim=claim,
        control_number=accepted.control_number,
        member=member(state.seed, payer, claim.subscriber.member_id),
        received_on=accepted.received_at.date(),
        used=used_by(state, payer.payer_id, claim.subscriber.member_id, _year(accepted)),
        duplicate_lines=frozenset(duplicates),
        is_correction=bool(accepted.replaces),
    )


def _year(accepted: Accepted) -> int:
    return (accepted.claim.service_from or accepted.received_at.date()).year


def _draws(state: State, quirk: str, payer: SimPayer, accepted: Accepted) -> bool:
    return chance.happens(rate(payer, quirk), state.seed, quirk, accepted.control_number)


def _with_interest(state: State, settled: Settled, payer: SimPayer) -> Settled:
    """1 % of what is paid late, as AMT*I for information and as PLB L6 in the money."""
    (payment,) = settled.payments
    interest = payment.paid // 100
    if not (payer.interest_days and interest > 0 and is_paid_late(state, payer, settled.accepted.control_number)):
        return settled
    with_amount = structs.replace(payment, amounts=(*payment.amounts, ("I", interest)))
    pair = ("L6", payment.payer_claim_control_number, -interest)
    return structs.replace(settled, payments=(with_amount,), provider_adjustments=(pair,))


def is_paid_late(state: State, payer: SimPayer, control_number: str) -> bool:
    """Drawn once: at acceptance it moves the pay day, on the pay day it adds interest."""
    drawn = chance.happens(rate(payer, "interest_l6"), state.seed, "interest_l6", control_number)
    return payer.interest_days > 0 and drawn


def _split(state: State, settled: Settled, payer: SimPayer, on: date) -> Settled:
    """Two halves of one claim, in one 835 or in two."""
    payment = settled.payments[0]
    if len(settled.payments) > 1 or len(payment.lines) < 2 or payment.status != "1" or settled.provider_adjustments:
        return settled
    if _draws(state, "claim_split_same_835", payer, settled.accepted):
        return structs.replace(settled, payments=_halves(payment))
    if _draws(state, "split_payment_two_835", payer, settled.accepted):
        first, second = _halves(payment)
        due_on = next_pay_day(payer, on + timedelta(days=5))
        state.later.append(Later("second_half", due_on, settled.accepted.control_number, (second,)))
        return structs.replace(settled, payments=(first,))
    return settled


def _halves(payment: ClaimPayment) -> tuple[ClaimPayment, ClaimPayment]:
    return _half(payment, payment.lines[:1], "A"), _half(payment, payment.lines[1:], "B")


def _half(payment: ClaimPayment, lines: tuple[ServicePayment, ...], letter: str) -> ClaimPayment:
    return structs.replace(
        payment,
        charge=sum(line.charge for line in lines),
        paid=sum(line.paid for line in lines),
        patient_responsibility=sum(a.amount for line in lines for a in line.adjustments if a.group == "PR"),
        payer_claim_control_number=payment.payer_claim_control_number + letter,
        lines=lines,
        remarks=(*payment.remarks, _INCOMPLETE),
    )


def _plan_takeback(state: State, settled: Settled, payer: SimPayer, on: date) -> None:
    accepted, payment = settled.accepted, settled.payments[0]
    if len(settled.payments) > 1 or payment.status != "1" or payment.paid <= 0 or _INCOMPLETE in payment.remarks:
        return
    for quirk, act in (("reversal_and_correction", "correction"), ("retro_termination_takeback", "termination")):
        if _draws(state, quirk, payer, accepted):
            weeks_later = on + timedelta(days=28 + chance.below(42, state.seed, "takeback", accepted.control_number))
            state.later.append(Later(act, next_pay_day(payer, weeks_later), accepted.control_number))
            return


def _crossed_over(state: State, settled: Settled, payer: SimPayer, on: date) -> Settled:
    """Medicare sends a processed claim on to the supplement that the claim names, if we know that payer."""
    accepted = settled.accepted
    claim, payment = accepted.claim, settled.payments[0]
    other = next((one for one in claim.other_coverages if one.sequence == "S"), None)
    supplement = state.book.payer(other.payer.payer_id) if other else None
    if other is None or supplement is None or payer.kind != "medicare" or len(settled.payments) > 1:
        return settled
    if payment.status != "1" or not payment.patient_responsibility or accepted.replaces:
        return settled
    if _INCOMPLETE in payment.remarks or not _draws(state, "crossover", payer, accepted):
        return settled
    received_at = datetime.combine(on + _MAIL, time(6), accepted.received_at.tzinfo)
    onward = Accepted(
        claim=_onward(claim, payment, payer, other, on),
        payer_id=supplement.payer_id,
        control_number=claim_control_number(state, supplement.payer_id, received_at.date()),
        received_at=received_at,
        due_on=next_pay_day(supplement, received_at.date() + timedelta(days=supplement.cycle_days)),
        route=accepted.route,
    )
    state.accepted.append(onward)
    to = Party(name=supplement.name, payer_id=supplement.payer_id)
    sent = structs.replace(payment, status=_CROSSED_OVER, crossover=to, remarks=(*payment.remarks, _SENT_ON))
    return structs.replace(settled, payments=(sent,))


def _onward(claim: Claim, payment: ClaimPayment, payer: SimPayer, other: OtherCoverage, on: date) -> Claim:
    """The claim as the supplement gets it: Medicare's answer line by line in place of our question."""
    medicare = OtherCoverage(
        payer=claim.payer,
        subscriber=claim.subscriber,
        sequence="P",
        filing_code="MB",
        paid=payment.paid,
        adjudicated_on=on,
    )
    lines = tuple(
        structs.replace(
            line,
            other_payers=(
                OtherPayerLine(
                    payer.payer_id, paid.paid, paid.procedure, adjustments=paid.adjustments, adjudicated_on=on
                ),
            ),
        )
        for line, paid in zip(claim.lines, payment.lines, strict=True)
    )
    return structs.replace(
        claim,
        payer=other.payer,
        subscriber=other.subscriber,
        sequence="S",
        lines=lines,
        other_coverages=(medicare,),
    )
