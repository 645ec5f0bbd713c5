"""A file comes in: TA1 for its envelope, 999 for its groups, 277CA for its claims; the accepted wait for pay day."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import blake2b

from msgspec import Struct

from cleanclaim.core.acknowledgment.claims import write_277ca_interchange
from cleanclaim.core.acknowledgment.functional import write_999_interchange
from cleanclaim.core.acknowledgment.interchange import write_ta1
from cleanclaim.core.acknowledgment.value import (
    ClaimAcknowledgment,
    ClaimAnswer,
    ClaimStatus,
    FunctionalAcknowledgment,
    InterchangeAcknowledgment,
)
from cleanclaim.core.claim.value import Claim, Party
from cleanclaim.core.ports import ReceivedFile
from cleanclaim.core.simulator import chance
from cleanclaim.core.simulator.answers import is_paid_late, seen_key
from cleanclaim.core.simulator.book import SimPayer, rate
from cleanclaim.core.simulator.envelope import name_of, reply, route_of
from cleanclaim.core.simulator.pay_days import next_pay_day
from cleanclaim.core.simulator.screening import screen
from cleanclaim.core.simulator.state import Accepted, LateFile, Route, State, claim_control_number
from cleanclaim.core.simulator.syntax import Judged, judge_transaction
from cleanclaim.core.x12 import Envelope, Interchange, InterchangeHeader, Transaction, read_interchanges
from cleanclaim.core.x12.blocks import delimiters_of
from cleanclaim.core.x12.envelope import header_of
from cleanclaim.core.x12.errors import MalformedInterchange
from cleanclaim.core.x12.segment import Group, Segment

CLEARINGHOUSE = Party(name="SIMULATED CLEARINGHOUSE", other_ids=(("46", "SIMCLEAR"),))
_DUPLICATE_INTERCHANGE = "025"
_LATE_BY = timedelta(days=6)
_PAID_LATE_BY = timedelta(days=35)
_NO_GROUP = Group("", "", "", "", "")


class Reception(Struct, frozen=True):
    """One interchange being taken in: whose, and when."""

    state: State
    route: Route
    on: datetime
    pay_after: timedelta | None = None

    def envelope(self, at: datetime | None = None) -> Envelope:
        return reply(self.state, self.route, at=at or self.on)

    def file(self, transaction: str, content: bytes) -> ReceivedFile:
        """Named by the envelope that was opened last."""
        return ReceivedFile(name_of(transaction, self.state.control_number), content)


def receive(
    state: State, interchange: bytes, *, on: datetime, pay_after: timedelta | None = None
) -> tuple[State, tuple[ReceivedFile, ...]]:
    """Answer one file and keep its accepted claims.  The state given is changed and given back.

    An envelope that cannot be trusted is answered by a TA1 alone; bytes without an ISA by nothing, since nobody can
    tell whom to answer; the same bytes again by nothing, since they were answered.  With `pay_after` the payers are in
    a hurry with these claims: none is acknowledged late, and `pay` is due that long after `on` instead of weeks later.
    """
    try:
        received = list(read_interchanges(interchange))
    except MalformedInterchange as error:
        return state, tuple(_refused(state, interchange, error, on))
    digest = blake2b(interchange, digest_size=16).hexdigest()
    again = {_key(one.header) for one in received if state.interchanges.get(_key(one.header)) == digest}
    files: list[ReceivedFile] = []
    for one in received:
        if _key(one.header) not in again:
            files += _answered(state, one, on, pay_after)
            state.interchanges.setdefault(_key(one.header), digest)
    return state, tuple(files)


def _refused(state: State, content: bytes, error: MalformedInterchange, on: datetime) -> Iterator[ReceivedFile]:
    try:
        delimiters = delimiters_of(content.lstrip())
    except MalformedInterchange:
        return
    text = content.lstrip().decode("latin-1").split(delimiters.segment, 1)[0]
    header = header_of(Segment(1, tuple(text.split(delimiters.element))), delimiters)
    reception = Reception(state, route_of(header, _NO_GROUP), on)
    yield _ta1(reception, header, "R", error.code or "024")


def _answered(state: State, received: Interchange, on: datetime, pay_after: timedelta | None) -> Iterator[ReceivedFile]:
    header = received.header
    group = received.transactions[0].group if received.transactions else _NO_GROUP
    reception = Reception(state, route_of(header, group), on, pay_after)
    problem = _DUPLICATE_INTERCHANGE if _key(header) in state.interchanges else _envelope_problem(received)
    if problem:
        yield _ta1(reception, header, "R", problem)
        return
    if header.acknowledgment_requested == "1":
        yield _ta1(reception, header, "A", "000")
    judged = [_judged(state, transaction) for transaction in received.transactions]
    if judged:
        yield _functional(reception, judged)
        yield from _claims(reception, [one for one in judged if one.is_accepted])


def _key(header: InterchangeHeader) -> str:
    return f"{header.sender}|{header.control_number}"


def _envelope_problem(received: Interchange) -> str:
    """TA105 of what is wrong with ISA … IEA, empty for nothing."""
    problems = [*received.problems, *(p for one in received.transactions for p in one.problems)]
    return next((problem.code for problem in problems if problem.element.startswith(("ISA", "IEA"))), "")


def _ta1(reception: Reception, header: InterchangeHeader, code: str, note: str) -> ReceivedFile:
    answer = InterchangeAcknowledgment(header.control_number, header.date, header.time, code, note)
    return reception.file("TA1", write_ta1([answer], reception.envelope()))


def _judged(state: State, transaction: Transaction) -> Judged:
    """The syntax, and now and then a rejection for what only this receiver objects to."""
    judged = judge_transaction(transaction)
    payers = {claim.payer.payer_id for claim in judged.claims}
    payer = state.book.payer(min(payers)) if payers else None
    about = (transaction.interchange.sender, transaction.interchange.control_number, transaction.control_number)
    if payer is None or not judged.is_accepted:
        return judged
    objects = chance.happens(rate(payer, "ack_999_rejected"), state.seed, "ack_999_rejected", *about)
    return judged.objected() if objects else judged


def _functional(reception: Reception, judged: list[Judged]) -> ReceivedFile:
    """One 999 a group, all in one file."""
    answers = []
    for number in dict.fromkeys(one.transaction.group.control_number for one in judged):
        members = [one for one in judged if one.transaction.group.control_number == number]
        group, accepted = members[0].transaction.group, sum(one.is_accepted for one in members)
        code = "A" if accepted == len(members) else "P" if accepted else "R"
        acknowledged = tuple(one.acknowledgment for one in members)
        answers.append(FunctionalAcknowledgment(group.functional_code, number, code, acknowledged, group.version))
    return reception.file("999", write_999_interchange(answers, reception.envelope()))


def _claims(reception: Reception, judged: Iterable[Judged]) -> Iterator[ReceivedFile]:
    """277CA: for each transaction one a payer; a payer that is late sends its own file days later."""
    state, late_on = reception.state, reception.on + _LATE_BY
    prompt: list[ClaimAcknowledgment] = []
    for one in judged:
        for payer_id in dict.fromkeys(claim.payer.payer_id for claim in one.claims):
            claims = [claim for claim in one.claims if claim.payer.payer_id == payer_id]
            payer = state.book.payer(payer_id)
            answer = _acknowledged(reception, one.transaction, payer, claims)
            if payer and reception.pay_after is None and _is_late(state, payer, one.transaction):
                late = _written(reception, [answer], late_on)
                state.late_files.append(LateFile(late_on.date(), late.name, late.content))
            else:
                prompt.append(answer)
    if prompt:
        yield _written(reception, prompt, reception.on)


def _is_late(state: State, payer: SimPayer, transaction: Transaction) -> bool:
    about = (payer.payer_id, transaction.interchange.sender, transaction.interchange.control_number)
    return chance.happens(rate(payer, "late_277ca"), state.seed, "late_277ca", *about)


def _written(reception: Reception, answers: list[ClaimAcknowledgment], at: datetime) -> ReceivedFile:
    envelope = reception.envelope(at)
    reference = f"{envelope.control_number:09d}"
    return reception.file("277CA", write_277ca_interchange(answers, envelope, reference=reference))


def _acknowledged(
    reception: Reception, batch: Transaction, payer: SimPayer | None, claims: list[Claim]
) -> ClaimAcknowledgment:
    header = next((s for s in batch.segments if s.id == "BHT"), batch.segments[0])
    submitter = next((s for s in batch.segments if s.id == "NM1" and s[1] == "41"), batch.segments[0])
    return ClaimAcknowledgment(
        source=Party(name=payer.name, payer_id=payer.payer_id) if payer else CLEARINGHOUSE,
        source_code="PR" if payer else "AY",
        batch_reference=header[3],
        claims=tuple(_claim(reception, payer, claim) for claim in claims),
        received_on=reception.on.date(),
        receiver=Party(name=submitter[3], first_name=submitter[4], other_ids=(("46", submitter[9]),)),
    )


def _claim(reception: Reception, payer: SimPayer | None, claim: Claim) -> ClaimAnswer:
    """Turned away, or accepted under the payer's own number."""
    today = reception.on.date()
    rejection = screen(reception.state, payer, claim, on=today)
    control_number = ""
    if payer is not None and rejection is None:
        control_number = _accepted(reception, payer, claim)
    who = claim.person
    return ClaimAnswer(
        patient_control_number=claim.control_number,
        statuses=(rejection or ClaimStatus("A2", "20", "PR", "WQ", today, claim.total_charge),),
        payer_claim_control_number=control_number,
        service_from=claim.service_from,
        service_to=claim.service_to,
        patient_name=f"{who.last_name}, {who.first_name}",
        provider=Party(name=claim.billing.name, npi=claim.billing.npi, tax_id=claim.billing.tax_id),
        patient_id=claim.subscriber.member_id,
    )


def _accepted(reception: Reception, payer: SimPayer, claim: Claim) -> str:
    state, today = reception.state, reception.on.date()
    control_number = claim_control_number(state, payer.payer_id, today)
    earliest = today + timedelta(days=payer.cycle_days)
    if is_paid_late(state, payer, control_number):
        earliest += _PAID_LATE_BY
    state.accepted.append(
        Accepted(
            claim=claim,
            payer_id=payer.payer_id,
            control_number=control_number,
            received_at=reception.on,
            due_on=next_pay_day(payer, earliest),
            route=reception.route,
            replaces=claim.payer_claim_control_number if claim.frequency in {"7", "8"} else "",
            due_at=None if reception.pay_after is None else reception.on + reception.pay_after,
        )
    )
    state.seen[seen_key(payer.payer_id, claim)] = control_number
    return control_number
