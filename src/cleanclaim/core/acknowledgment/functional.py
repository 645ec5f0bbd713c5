"""999 (005010X231A1): the answer to a group and each transaction in it; the older 997 is read too."""

from collections.abc import Iterable, Iterator, Sequence

from cleanclaim.core.acknowledgment.value import (
    Context,
    ElementError,
    FunctionalAcknowledgment,
    SegmentError,
    TransactionAcknowledgment,
)
from cleanclaim.core.x12 import Delimiters, Envelope, Row, Segment, Transaction, write_interchange
from cleanclaim.core.x12.elements import malformed, reading, split
from cleanclaim.core.x12.errors import MalformedSegment

VERSION = "005010X231A1"
FUNCTIONAL_CODE = "FA"
_ACCEPTED = {"A", "E"}
_OLD_NAMES = {"AK3": "IK3", "AK4": "IK4", "AK5": "IK5"}
_TRIGGER = "SITUATIONAL TRIGGER"
_NOTES = 5
_LONGEST_LOOP = 4  # IK303: a 999 says 2010 for 2010BA


def read_999(transaction: Transaction) -> FunctionalAcknowledgment:
    """One 999 or 997; raises MalformedSegment when AK1, AK9 or the end of a transaction's answer is missing."""
    with reading(transaction.file):
        return _acknowledgment(transaction)


def _acknowledgment(transaction: Transaction) -> FunctionalAcknowledgment:
    segments = [_renamed(segment) for segment in transaction.segments[1:]]
    header, *answers = split(segments, "AK2")
    opening, closing = _first(header, "AK1", transaction), _first(segments, "AK9", transaction)
    delimiters = transaction.interchange.delimiters
    return FunctionalAcknowledgment(
        functional_code=opening[1],
        group_control_number=opening[2],
        code=closing[1],
        transactions=tuple(_answer(part, delimiters, transaction) for part in answers),
        version=opening[3],
        notes=tuple(note for note in closing.elements[5 : 5 + _NOTES] if note),
    )


def write_999(answer: FunctionalAcknowledgment) -> list[Row]:
    """The segments between ST and SE; the counts of AK9 are those of the transactions answered."""
    rows: list[Row] = [("AK1", answer.functional_code, answer.group_control_number, answer.version)]
    for transaction in answer.transactions:
        rows.append(("AK2", transaction.transaction, transaction.control_number, answer.version))
        for error in transaction.errors:
            rows += _error_rows(error)
        rows.append(("IK5", transaction.code, *transaction.notes[:_NOTES]))
    count = str(len(answer.transactions))
    accepted = sum(transaction.code in _ACCEPTED for transaction in answer.transactions)
    rows.append(("AK9", answer.code, count, count, str(accepted), *answer.notes[:_NOTES]))
    return rows


def write_999_interchange(answers: Iterable[FunctionalAcknowledgment], envelope: Envelope) -> bytes:
    """One interchange with one transaction for each group answered."""
    return write_interchange(envelope, FUNCTIONAL_CODE, VERSION, (("999", write_999(answer)) for answer in answers))


def _renamed(segment: Segment) -> Segment:
    name = _OLD_NAMES.get(segment.id)
    return Segment(segment.number, (name, *segment.elements[1:])) if name else segment


def _first(segments: Sequence[Segment], name: str, transaction: Transaction) -> Segment:
    found = next((segment for segment in segments if segment.id == name), None)
    if found is None:
        where = transaction.segments[0].number
        raise MalformedSegment(f"{name} is missing", file=transaction.file, segment=where, element=name)
    return found


def _answer(segments: Sequence[Segment], delimiters: Delimiters, whole: Transaction) -> TransactionAcknowledgment:
    """Loop 2000."""
    opening, closing = segments[0], _first(segments, "IK5", whole)
    _, *errors = split(segments, "IK3")
    return TransactionAcknowledgment(
        transaction=opening[1],
        control_number=opening[2],
        code=closing[1],
        errors=tuple(_error(part, delimiters) for part in errors),
        notes=tuple(note for note in closing.elements[2 : 2 + _NOTES] if note),
    )


def _error(segments: Sequence[Segment], delimiters: Delimiters) -> SegmentError:
    """Loop 2100."""
    place = segments[0]
    if not (place[2].isascii() and place[2].isdecimal()):
        raise malformed(place, 2, f"{place[2]!r} is not a position", loop="2100")
    own, *inner = split(segments, "IK4")
    unit, claim = next((c for c in _contexts(own, delimiters) if c[0] != _TRIGGER), ("CLM01", ""))
    return SegmentError(
        segment=place[1],
        position=int(place[2]),
        code=place[4],
        loop=place[3],
        claim=claim,
        elements=tuple(_element(part, delimiters) for part in inner),
        unit=unit,
        trigger=_trigger(own, delimiters),
    )


def _element(segments: Sequence[Segment], delimiters: Delimiters) -> ElementError:
    """Loop 2110."""
    fault = segments[0]
    position = "-".join(filter(None, fault.components(1, delimiters)))
    return ElementError(position, fault[3], fault[4], _trigger(segments, delimiters))


def _contexts(segments: Sequence[Segment], delimiters: Delimiters) -> Iterator[tuple[str, str]]:
    """What each CTX names, and its value."""
    for segment in segments:
        if segment.id == "CTX":
            name, value, *_ = (*segment.components(1, delimiters), "")
            yield name, value


def _trigger(segments: Sequence[Segment], delimiters: Delimiters) -> Context | None:
    for ctx in segments:
        if ctx.id == "CTX" and ctx.components(1, delimiters)[0] == _TRIGGER and ctx[3].isascii() and ctx[3].isdecimal():
            return Context(ctx[2], int(ctx[3]), ctx[4], "-".join(filter(None, ctx.components(5, delimiters))))
    return None


def _error_rows(error: SegmentError) -> Iterator[Row]:
    yield ("IK3", error.segment, str(error.position), error.loop[:_LONGEST_LOOP], error.code)
    yield from _trigger_rows(error.trigger)
    if error.claim:
        yield ("CTX", (error.unit, error.claim))
    for element in error.elements:
        yield ("IK4", tuple(element.position.split("-")), "", element.code, element.value)
        yield from _trigger_rows(element.trigger)


def _trigger_rows(trigger: Context | None) -> Iterator[Row]:
    if trigger:
        loop, element = trigger.loop[:_LONGEST_LOOP], tuple(trigger.element.split("-"))
        yield ("CTX", (_TRIGGER,), trigger.segment, str(trigger.position), loop, element)
