"""A 270 answered by a 271 at once, from the same benefits and yearly limits that adjudication uses."""

from collections.abc import Iterator
from datetime import datetime

from cleanclaim.core import money
from cleanclaim.core.benefits.read import read_270
from cleanclaim.core.benefits.value import Benefit, EligibilityRequest, EligibilityResponse, Problem
from cleanclaim.core.benefits.write import VERSION, write_271
from cleanclaim.core.claim.value import Party
from cleanclaim.core.simulator.book import SimPayer
from cleanclaim.core.simulator.envelope import answering, route_of
from cleanclaim.core.simulator.members import Member, Standing, member
from cleanclaim.core.simulator.patient_share import deductible_left, out_of_pocket_left
from cleanclaim.core.simulator.state import State, Used
from cleanclaim.core.x12 import Envelope, Transaction, read_transactions, write_interchange
from cleanclaim.core.x12.errors import MalformedInterchange

_PLAN_AS_A_WHOLE, _OFFICE_VISIT = ("30",), ("98",)
_VISIT, _YEAR, _LEFT = "27", "23", "29"


def answer(state: State, request: bytes, *, on: datetime) -> bytes:
    """The 271 interchange for a 270 interchange; raises X12Error for bytes that are no 270."""
    questions = [transaction for transaction in read_transactions(request) if transaction.kind == "270"]
    if not questions:
        raise MalformedInterchange("the interchange holds no 270")
    bodies = [
        ("271", write_271(_response(state, asked), sent_at=on))
        for question in questions
        for asked in read_270(question)
    ]
    return write_interchange(_envelope(questions[0], on), "HB", VERSION, bodies)


def _envelope(question: Transaction, on: datetime) -> Envelope:
    """Back to the sender under the question's own control number: an answer at once needs no count of its own."""
    header = question.interchange
    if not header.control_number.isdecimal():
        raise MalformedInterchange(f"ISA13 {header.control_number!r} is not a number", segment=1, element="ISA13")
    return answering(route_of(header, question.group), control_number=int(header.control_number), at=on)


def _response(state: State, request: EligibilityRequest) -> EligibilityResponse:
    payer = state.book.payer(request.payer.payer_id)
    if payer is None:
        return _refused(request, Problem("79", "C", "2100A"))
    member_id = request.subscriber.member_id
    if not member_id:
        return _refused(request, Problem("72", "C", "2100C"))
    who = member(state.seed, payer, member_id)
    match who.standing:
        case Standing.SILENT:
            return _refused(request, Problem("42", "R", "2100A"))
        case Standing.UNKNOWN:
            return _refused(request, Problem("75", "C", "2100C"))
        case Standing.OTHER_BIRTH_DATE:
            return _refused(request, Problem("71", "C", "2100C"))
    used = state.used.get(f"{payer.payer_id}|{member_id}|{request.service_on.year}", Used())
    return EligibilityResponse(
        payer=_named(payer),
        subscriber=request.subscriber,
        trace_number=request.trace_number,
        benefits=tuple(_benefits(state, request, payer, who, used)),
        group_number=who.group_number,
        plan_from=who.begins,
        plan_to=who.ends,
        dependent=request.dependent,
        provider=request.provider,
        relationship=request.relationship,
    )


def _refused(request: EligibilityRequest, problem: Problem) -> EligibilityResponse:
    return EligibilityResponse(
        payer=request.payer,
        subscriber=request.subscriber,
        trace_number=request.trace_number,
        problems=(problem,),
        provider=request.provider,
    )


def _named(payer: SimPayer) -> Party:
    return Party(name=payer.name, payer_id=payer.payer_id, contact_name="PROVIDER SERVICES", phone=payer.phone)


def _benefits(state: State, request: EligibilityRequest, payer: SimPayer, who: Member, used: Used) -> Iterator[Benefit]:
    plan = who.plan
    if who.standing is Standing.OTHER_FIRST:
        other = next(one for one in state.book.payers if one.payer_id != payer.payer_id)
        entity = Party(name=other.name, payer_id=other.payer_id)
        yield Benefit("R", service_types=_PLAN_AS_A_WHOLE, entity=entity)
        return
    if not who.covers(request.service_on):
        yield Benefit("6", service_types=_PLAN_AS_A_WHOLE, insurance_type=plan.insurance_type, plan=plan.name)
        return
    yield Benefit("1", "IND", _PLAN_AS_A_WHOLE, plan.insurance_type, plan.name)
    yield Benefit("1", "IND", _OFFICE_VISIT, plan.insurance_type, plan.name)
    yield Benefit("B", "IND", _OFFICE_VISIT, period=_VISIT, amount=plan.copay, in_network="Y")
    yield Benefit("C", "IND", _PLAN_AS_A_WHOLE, period=_YEAR, amount=plan.deductible, in_network="Y")
    left = deductible_left(who, used)
    yield Benefit("C", "IND", _PLAN_AS_A_WHOLE, period=_LEFT, amount=left, in_network="Y")
    percent = money.x12(plan.coinsurance_percent)  # hundredths, as an amount: 20 is "0.2"
    yield Benefit("A", "IND", _PLAN_AS_A_WHOLE, period=_VISIT, percent=percent, in_network="Y")
    limit = out_of_pocket_left(who, used)
    if plan.out_of_pocket_max is not None and limit is not None:
        yield Benefit("G", "IND", _PLAN_AS_A_WHOLE, period=_YEAR, amount=plan.out_of_pocket_max, in_network="Y")
        yield Benefit("G", "IND", _PLAN_AS_A_WHOLE, period=_LEFT, amount=limit, in_network="Y")
