"""From the 270 and 271 (005010X279A1) to values: one for each person asked about, the dependent where there is one."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cleanclaim.core.benefits.value import Benefit, EligibilityRequest, EligibilityResponse, Problem
from cleanclaim.core.claim.value import Address, Party, Person
from cleanclaim.core.x12 import Delimiters, Segment, Transaction
from cleanclaim.core.x12.elements import amount_if_given, day_of, malformed, references, split

_SOURCE, _RECEIVER, _SUBSCRIBER, _DEPENDENT = "20", "21", "22", "23"
_LOOPS = {_SOURCE: "2100A", _RECEIVER: "2100B", _SUBSCRIBER: "2100C", _DEPENDENT: "2100D"}
_BEGINS, _ENDS, _SPANS = ("346", "356", "348"), ("347", "357", "349"), ("291", "307", "292")


class _Asked(NamedTuple):
    """The levels that lead to one person."""

    source: Sequence[Segment]
    receiver: Sequence[Segment]
    subscriber: Sequence[Segment]
    dependent: Sequence[Segment]

    @property
    def person(self) -> Sequence[Segment]:
        return self.dependent or self.subscriber


def read_270(transaction: Transaction) -> tuple[EligibilityRequest, ...]:
    """The questions of one 270; raises MalformedSegment for an unreadable date."""
    return tuple(_request(asked, transaction) for asked in _people(transaction))


def read_271(transaction: Transaction) -> tuple[EligibilityResponse, ...]:
    """The answers of one 271.  A payer that refuses the question as a whole gives one answer without a subscriber."""
    return tuple(_response(asked, transaction.interchange.delimiters) for asked in _people(transaction))


def _people(transaction: Transaction) -> Iterator[_Asked]:
    source: Sequence[Segment] = ()
    receiver: Sequence[Segment] = ()
    subscriber: Sequence[Segment] = ()
    levels = split(transaction.segments, "HL")[1:]
    for position, level in enumerate(levels):
        kind = level[0][3]
        following = levels[position + 1][0][3] if position + 1 < len(levels) else ""
        if kind == _SOURCE:
            source, receiver, subscriber = level, (), ()
        elif kind == _RECEIVER:
            receiver, subscriber = level, ()
        elif kind == _SUBSCRIBER:
            subscriber = level
        if kind == _DEPENDENT:
            yield _Asked(source, receiver, subscriber, level)
        elif kind == _SUBSCRIBER:
            if following != _DEPENDENT:
                yield _Asked(source, receiver, subscriber, ())
        elif following in ("", _SOURCE):  # the payer stopped here
            yield _Asked(source, receiver, (), ())


def _request(asked: _Asked, transaction: Transaction) -> EligibilityRequest:
    delimiters = transaction.interchange.delimiters
    person = asked.person
    return EligibilityRequest(
        payer=_party(asked.source),
        provider=_party(asked.receiver),
        subscriber=_person(asked.subscriber),
        service_on=_service_on(person) or _sent_on(transaction),
        trace_number=_trace(person),
        service_types=tuple(t for s in person if s.id == "EQ" for t in s.repeats(1, delimiters)) or ("30",),
        dependent=_person(asked.dependent) if asked.dependent else None,
        relationship=_relationship(asked.dependent),
    )


def _response(asked: _Asked, delimiters: Delimiters) -> EligibilityResponse:
    person, *benefits = split(asked.person, "EB")
    plan_from, plan_to = _plan_dates(person)
    groups = dict(reversed(references(_before(asked.subscriber, "EB"))))
    return EligibilityResponse(
        payer=_party(asked.source),
        subscriber=_person(asked.subscriber),
        trace_number=_trace(asked.person),
        benefits=tuple(_benefit(part, delimiters) for part in benefits),
        problems=tuple(_problems(asked)),
        group_number=groups.get("6P") or groups.get("1L") or "",
        plan_from=plan_from,
        plan_to=plan_to,
        dependent=_person(asked.dependent) if asked.dependent else None,
        provider=_party(asked.receiver),
        relationship=_relationship(asked.dependent),
    )


def _benefit(segments: Sequence[Segment], delimiters: Delimiters) -> Benefit:
    """Loop 2110: EB, then its dates and messages, then loop 2120 for whom it names."""
    eb = segments[0]
    procedure = eb.components(13, delimiters)
    return Benefit(
        code=eb[1],
        level=eb[2],
        service_types=eb.repeats(3, delimiters),
        insurance_type=eb[4],
        plan=eb[5],
        period=eb[6],
        amount=amount_if_given(eb, 7, loop="2110"),
        percent=eb[8],
        authorization=eb[11],
        in_network=eb[12],
        messages=tuple(s[1] for s in segments if s.id == "MSG"),
        dates=tuple((s[1], s[3]) for s in segments if s.id == "DTP"),
        quantity_qualifier=eb[9],
        quantity=eb[10],
        procedure=procedure[1] if len(procedure) > 1 else "",
        entity=_party(segments) if any(s.id == "NM1" for s in segments) else None,
    )


def _problems(asked: _Asked) -> Iterator[Problem]:
    for level in asked:
        loop = _LOOPS.get(level[0][3], "") if level else ""
        yield from (Problem(s[3], s[4], loop) for s in level if s.id == "AAA")


def _party(level: Sequence[Segment]) -> Party:
    name = next((s for s in level if s.id == "NM1"), None)
    if name is None:
        return Party()
    kind, identifier = name[8], name[9]
    phone = next((s for s in level if s.id == "PER" and s[3] == "TE"), None)
    return Party(
        name=name[3],
        first_name=name[4],
        middle_name=name[5],
        suffix=name[7],
        is_person=name[2] == "1",
        npi=identifier if kind == "XX" else "",
        tax_id=identifier if kind == "FI" else "",
        payer_id=identifier if kind in {"PI", "XV", "NI"} else "",
        contact_name=phone[2] if phone else "",
        phone=phone[4] if phone else "",
        other_ids=((kind, identifier),) if identifier and kind not in {"XX", "FI", "PI", "XV", "NI"} else (),
    )


def _person(level: Sequence[Segment]) -> Person:
    first = {s.id: s for s in reversed(_before(level, "EB"))}
    name, street, city, facts = (first.get(key) for key in ("NM1", "N3", "N4", "DMG"))
    if name is None:
        return Person()
    return Person(
        last_name=name[3],
        first_name=name[4],
        middle_name=name[5],
        suffix=name[7],
        birth_date=day_of(facts[2]) if facts else None,
        sex=facts[3] if facts else "",
        address=Address(
            line1=street[1] if street else "",
            line2=street[2] if street else "",
            city=city[1] if city else "",
            state=city[2] if city else "",
            zip=city[3] if city else "",
            country=city[4] if city else "",
        ),
        member_id=name[9],
        is_organization=name[2] == "2",
    )


def _before(level: Sequence[Segment], name: str) -> Sequence[Segment]:
    return split(level, name)[0]


def _trace(level: Sequence[Segment]) -> str:
    return next((s[2] for s in level if s.id == "TRN"), "")


def _relationship(dependent: Sequence[Segment]) -> str:
    """INS02; a dependent whose relationship is not given is 34, other adult."""
    return next((s[2] for s in dependent if s.id == "INS"), "34") if dependent else "18"


def _service_on(person: Sequence[Segment]) -> date | None:
    for segment in person:
        if segment.id == "DTP" and segment[1] == "291":
            found = day_of(segment[3][:8])
            if found is None:
                raise malformed(segment, 3, f"{segment[3]!r} is not a date (CCYYMMDD)", loop="2100C")
            return found
    return None


def _sent_on(transaction: Transaction) -> date:
    """BHT04: a question without a date of service is asked for the day it was sent."""
    header = next((s for s in transaction.segments if s.id == "BHT"), transaction.segments[0])
    found = day_of(header[4])
    if found is None:
        raise malformed(header, 4, "neither a date of service nor a date of sending is given", loop="header")
    return found


def _plan_dates(person: Sequence[Segment]) -> tuple[date | None, date | None]:
    first, last = window(tuple((s[1], s[3]) for s in person if s.id == "DTP"))
    return first, last


def window(dates: Sequence[tuple[str, str]]) -> tuple[date | None, date | None]:
    """First and last day of coverage among (DTP01, DTP03) pairs; None where it is open."""
    first = last = None
    for kind, text in dates:
        begin, _, end = text.partition("-")
        if kind in _SPANS:
            first, last = day_of(begin) or first, day_of(end) or last
        elif kind in _BEGINS:
            first = day_of(begin) or first
        elif kind in _ENDS:
            last = day_of(begin) or last
    return first, last
