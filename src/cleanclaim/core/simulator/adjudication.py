"""From a claim to a payer's answer: denied or allowed, the patient's share, what is paid; every line adds up."""

from datetime import date

from msgspec import Struct, structs

from cleanclaim.core.claim.value import Adjustment, Claim, Party, Person
from cleanclaim.core.money import percent_of
from cleanclaim.core.remittance.value import ClaimPayment, ServicePayment
from cleanclaim.core.simulator import chance
from cleanclaim.core.simulator.allowed import Answer, allow
from cleanclaim.core.simulator.book import SimPayer, rate
from cleanclaim.core.simulator.coordination import coordinate, is_secondary
from cleanclaim.core.simulator.denials import claim_denial, deny_duplicates, deny_lines
from cleanclaim.core.simulator.members import Member
from cleanclaim.core.simulator.patient_share import share
from cleanclaim.core.simulator.state import Used

_SEQUENCE_STATUS = {"P": "1", "S": "2", "T": "3"}
_CLAIM_REMARKS = ("MA",)


class Case(Struct, frozen=True):
    """All that an answer depends on; `used` is changed by it."""

    seed: int
    payer: SimPayer
    claim: Claim
    control_number: str
    member: Member
    received_on: date
    used: Used
    duplicate_lines: frozenset[int] = frozenset()
    is_correction: bool = False  # of an earlier answer: chance has had its turn


def adjudicate(case: Case) -> ClaimPayment:
    """The answer to one claim."""
    claim, payer, about = case.claim, case.payer, case.control_number
    may_draw = not case.is_correction
    answers = [Answer(line) for line in claim.lines]
    whole = claim_denial(
        claim,
        payer,
        case.member,
        received_on=case.received_on,
        seed=case.seed,
        about=about,
        may_draw=may_draw,
    )
    if whole:
        for answer in answers:
            answer.deny(*whole)
    else:
        deny_duplicates(answers, set(case.duplicate_lines))
        deny_lines(answers, claim, payer, seed=case.seed, about=about, may_draw=may_draw)
        allow(answers, payer, case.seed, about)
        _settle(answers, case)
    return _payment(answers, case, is_denied=all(answer.is_denied for answer in answers))


def _settle(answers: list[Answer], case: Case) -> None:
    """Who bears what is allowed."""
    if is_secondary(case.claim):
        coordinate(answers, case.claim, is_supplement=case.payer.kind == "supplement")
        return
    share(answers, case.member, case.used)
    percent = case.payer.sequestration_percent
    if percent and chance.happens(rate(case.payer, "sequestration"), case.seed, "sequestration", case.control_number):
        for answer in answers:
            kept = percent_of(max(0, answer.payable), percent)
            if kept:
                answer.contractual.append(Adjustment("CO", "253", kept))


def _payment(answers: list[Answer], case: Case, *, is_denied: bool) -> ClaimPayment:
    claim = case.claim
    lines = tuple(_line(answer, claim) for answer in answers)
    remarks = tuple(dict.fromkeys(r for a in answers for r in a.remarks if r.startswith(_CLAIM_REMARKS)))
    says_denied = chance.below(2, case.seed, "status 4", case.payer.payer_id) == 0
    return ClaimPayment(
        patient_control_number=claim.control_number,
        status="4" if is_denied and says_denied else _SEQUENCE_STATUS.get(claim.sequence, "1"),
        charge=claim.total_charge,
        paid=sum(line.paid for line in lines),
        patient_responsibility=sum(a.amount for line in lines for a in line.adjustments if a.group == "PR"),
        filing_code=case.payer.filing_code,
        payer_claim_control_number=case.control_number,
        facility_code=claim.place_of_service,
        frequency=claim.frequency,
        patient=_patient(claim, case.member.member_id),
        rendering=_rendering(claim),
        lines=lines,
        remarks=remarks[:5],
        service_from=claim.service_from,
        service_to=claim.service_to,
        received_on=case.received_on,
    )


def _line(answer: Answer, claim: Claim) -> ServicePayment:
    line = answer.line
    changed = answer.procedure != line.procedure
    allowed = (("B6", answer.allowed),) if answer.allowed else ()
    return ServicePayment(
        charge=line.charge,
        paid=answer.payable,
        procedure=answer.procedure or line.revenue_code,
        qualifier="HC" if answer.procedure else "NU",
        modifiers=line.modifiers,
        revenue_code=line.revenue_code if answer.procedure else "",
        units=line.units,
        procedure_submitted=line.procedure if changed else "",
        units_submitted=line.units if changed else "",
        service_from=line.service_from or claim.service_from,
        line_control_number=line.control_number,
        adjustments=(*answer.contractual, *answer.share),
        amounts=() if is_secondary(claim) else allowed,
        remarks=tuple(remark for remark in answer.remarks if not remark.startswith(_CLAIM_REMARKS)),
    )


def _patient(claim: Claim, member_id: str) -> Person:
    who = claim.person
    return Person(last_name=who.last_name, first_name=who.first_name, middle_name=who.middle_name, member_id=member_id)


def _rendering(claim: Claim) -> Party | None:
    who = claim.rendering
    if who is None or not who.npi:
        return None
    return Party(name=who.name, first_name=who.first_name, is_person=who.is_person, npi=who.npi)


def reversed_payment(payment: ClaimPayment) -> ClaimPayment:
    """The exact negative of an answer (CLP02 22), without a patient amount."""
    return structs.replace(
        payment,
        status="22",
        charge=-payment.charge,
        paid=-payment.paid,
        patient_responsibility=None,
        adjustments=_negative(payment.adjustments),
        lines=tuple(
            structs.replace(
                line,
                charge=-line.charge,
                paid=-line.paid,
                adjustments=_negative(line.adjustments),
                amounts=(),
                remarks=(),
            )
            for line in payment.lines
        ),
        amounts=(),
        remarks=(),
        crossover=None,
    )


def _reversed_line(line: ServicePayment) -> ServicePayment:
    negative = _negative(line.adjustments)
    return structs.replace(line, charge=-line.charge, paid=-line.paid, adjustments=negative, amounts=(), remarks=())


def _negative(adjustments: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
    return tuple(structs.replace(adjustment, amount=-adjustment.amount) for adjustment in adjustments)
