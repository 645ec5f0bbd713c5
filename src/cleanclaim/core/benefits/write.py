"""From values to the 270 and 271 (005010X279A1); reading what is written gives the same values back."""

from collections.abc import Iterator
from datetime import date, datetime

from cleanclaim.core import money
from cleanclaim.core.benefits.value import Benefit, EligibilityRequest, EligibilityResponse, Problem
from cleanclaim.core.claim.value import Address, Party, Person
from cleanclaim.core.x12 import Envelope, Row, write_interchange

VERSION = "005010X279A1"
_SUBSCRIBER = "2100C"
_PLAN, _PLAN_BEGINS, _PLAN_ENDS = "291", "346", "347"


def write_270(request: EligibilityRequest, *, sent_at: datetime) -> tuple[Row, ...]:
    """The segments between ST and SE of one question."""
    dependent = request.dependent
    asked: list[Row] = [("DTP", _PLAN, "D8", _day(request.service_on))]
    asked.append(("EQ", list(request.service_types)))
    trace: Row = ("TRN", "1", request.trace_number, "9CLEANCLAI")
    rows = [
        ("BHT", "0022", "13", request.trace_number, _day(sent_at), sent_at.strftime("%H%M")),
        *_source_and_receiver(request.payer, request.provider),
        ("HL", "3", "2", "22", "1" if dependent else "0"),
        *([] if dependent else [trace]),
        *_person("IL", request.subscriber),
        *([] if dependent else asked),
    ]
    if dependent:
        rows += [("HL", "4", "3", "23", "0"), trace, *_person("03", dependent)]
        rows += [("INS", "N", request.relationship), *asked]
    return tuple(rows)


def write_271(response: EligibilityResponse, *, sent_at: datetime) -> tuple[Row, ...]:
    """The segments between ST and SE of one answer."""
    rows: list[Row] = [
        ("BHT", "0022", "11", response.trace_number, _day(sent_at), sent_at.strftime("%H%M")),
        *_source_and_receiver(response.payer, response.provider, response.problems),
    ]
    if response.subscriber == Person():
        return tuple(rows)
    dependent = response.dependent
    trace: Row = ("TRN", "2", response.trace_number, "9CLEANCLAI")
    rows += [("HL", "3", "2", "22", "1" if dependent else "0"), *([] if dependent else [trace])]
    rows += _person("IL", response.subscriber, response.group_number, _at(_SUBSCRIBER, response.problems))
    if dependent:
        rows += [("HL", "4", "3", "23", "0"), trace]
        rows += _person("03", dependent, problems=_at("2100D", response.problems))
        rows.append(("INS", "N", response.relationship))
    rows += _plan_dates(response.plan_from, response.plan_to)
    rows += [row for benefit in response.benefits for row in _benefit(benefit)]
    return tuple(rows)


def write_270_interchange(request: EligibilityRequest, envelope: Envelope, *, sent_at: datetime) -> bytes:
    """One interchange with one question."""
    return write_interchange(envelope, "HS", VERSION, [("270", write_270(request, sent_at=sent_at))])


def write_271_interchange(response: EligibilityResponse, envelope: Envelope, *, sent_at: datetime) -> bytes:
    """One interchange with one answer."""
    return write_interchange(envelope, "HB", VERSION, [("271", write_271(response, sent_at=sent_at))])


def _source_and_receiver(payer: Party, provider: Party, problems: tuple[Problem, ...] = ()) -> Iterator[Row]:
    yield ("HL", "1", "", "20", "1")
    yield from _party("PR", payer)
    yield from _problems(_at("2100A", problems))
    yield ("HL", "2", "1", "21", "1")
    yield from _party("1P", provider)
    yield from _problems(_at("2100B", problems))


def _party(entity: str, party: Party) -> Iterator[Row]:
    """NM1, and PER when there is someone to call."""
    kind, identifier = next(
        (
            pair
            for pair in (("XX", party.npi), ("FI", party.tax_id), ("PI", party.payer_id), *party.other_ids)
            if pair[1]
        ),
        ("", ""),
    )
    person = ("1" if party.is_person else "2", party.name, party.first_name, party.middle_name, "", party.suffix)
    yield ("NM1", entity, *person, kind, identifier)
    if party.phone:
        yield ("PER", "IC", party.contact_name, "TE", party.phone)


def _person(entity: str, person: Person, group_number: str = "", problems: tuple[Problem, ...] = ()) -> Iterator[Row]:
    """NM1, the group, address, what is wrong, birth date and sex."""
    identified = ("MI", person.member_id) if person.member_id else ()
    kind = "2" if person.is_organization else "1"
    name = (person.last_name, person.first_name, person.middle_name, "", person.suffix)
    yield ("NM1", entity, kind, *name, *identified)
    if group_number:
        yield ("REF", "6P", group_number)
    yield from _address(person.address)
    yield from _problems(problems)
    if person.birth_date or person.sex:
        yield ("DMG", "D8" if person.birth_date else "", _day(person.birth_date), person.sex)


def _address(address: Address) -> Iterator[Row]:
    if address.line1 or address.line2:
        yield ("N3", address.line1, address.line2)
    if address.city or address.state or address.zip or address.country:
        yield ("N4", address.city, address.state, address.zip, address.country)


def _at(loop: str, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.loop == loop)


def _problems(problems: tuple[Problem, ...]) -> Iterator[Row]:
    yield from (("AAA", "N", "", problem.code, problem.follow_up) for problem in problems)


def _plan_dates(first: date | None, last: date | None) -> Iterator[Row]:
    if first and last:
        yield ("DTP", _PLAN, "RD8", f"{_day(first)}-{_day(last)}")
    elif first:
        yield ("DTP", _PLAN_BEGINS, "D8", _day(first))
    elif last:
        yield ("DTP", _PLAN_ENDS, "D8", _day(last))


def _benefit(benefit: Benefit) -> Iterator[Row]:
    """EB in the guide's order: dates, messages, then loop 2120."""
    yield (
        "EB",
        benefit.code,
        benefit.level,
        list(benefit.service_types),
        benefit.insurance_type,
        benefit.plan,
        benefit.period,
        "" if benefit.amount is None else money.x12(benefit.amount),
        benefit.percent,
        benefit.quantity_qualifier,
        benefit.quantity,
        benefit.authorization,
        benefit.in_network,
        ("HC", benefit.procedure) if benefit.procedure else "",
    )
    yield from (("DTP", kind, "RD8" if "-" in text else "D8", text) for kind, text in benefit.dates)
    yield from (("MSG", message) for message in benefit.messages)
    if benefit.entity:
        yield ("LS", "2120")
        yield from _party("PR", benefit.entity)
        yield ("LE", "2120")


def _day(day: date | None) -> str:
    return day.strftime("%Y%m%d") if day else ""
