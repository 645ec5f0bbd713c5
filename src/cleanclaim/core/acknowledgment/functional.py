"""999 (005010X231A1): the answer to a group and each transaction in it; the older 997 is read too."""

from collections.abc import Iterable, Iterator, Sequence

from cleanclaim.core.acknowledgment.value import (
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
_CLAIM = "CLM01"
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
    rows.append(("AK9", answer.code, count, count, str(accepted)))
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
    if not place[2].isdecimal():
        raise malformed(place, 2, f"{place[2]!r} is not a position", loop="2100")
    contexts = (s.components(1, delimiters) for s in segments if s.id == "CTX")
    return SegmentError(
        segment=place[1],
        position=int(place[2]),
        code=place[4],
        loop=place[3],
        claim=next((context[1] for context in contexts if context[0] == _CLAIM and len(context) > 1), ""),
        elements=tuple(
            ElementError("-".join(filter(None, s.components(1, delimiters))), s[3], s[4])
            for s in segments
            if s.id == "IK4"
        ),
    )


def _error_rows(error: SegmentError) -> Iterator[Row]:
    yield ("IK3", error.segment, str(error.position), error.loop[:_LONGEST_LOOP], error.code)
    if error.claim:
        yield ("CTX", (_CLAIM, error.claim))
    for element in error.elements:
        yield ("IK4", tuple(element.position.split("-")), "", element.code, element.value)
