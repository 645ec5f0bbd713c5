"""Writing an interchange: control numbers and counts are computed, what the format cannot carry is refused."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from cleanclaim.core.x12.errors import UnwritableValue
from cleanclaim.core.x12.segment import Delimiters

Composite = tuple[str, ...]
Element = str | tuple[str | Composite, ...] | list[str] | list[Composite]
"""A text, a tuple of components, or its repetitions: a list, or a tuple of tuples."""
Row = tuple[Element, ...]
"""A segment to write: its name, then its elements.  Empty ones at the end are left out."""
Kept = tuple[str | tuple[str | Composite, ...], ...]
"""A segment that a value keeps as it was sent: a Row that can be frozen and stored."""

_EXTENDED = frozenset(map(chr, range(0x20, 0x7F))) - {"`"}  # X12.5 basic and extended sets, ASCII part
_WITHOUT_ST03 = {"835"}  # 005010X221A1 does not use it
_WIDEST_NUMBER = 999_999_999


class Envelope(Struct, frozen=True):
    """Who sends to whom, when and under which number.  The same envelope and transactions give the same bytes."""

    sender: str  # ISA06, at most 15 characters
    receiver: str  # ISA08
    control_number: int  # ISA13, at most nine digits; never used twice
    moment: datetime
    sender_qualifier: str = "ZZ"
    receiver_qualifier: str = "ZZ"
    usage: str = "T"  # P production, T test
    group_control_number: int | None = None  # GS06; None: as the interchange
    application_sender: str = ""  # GS02; empty: as ISA06
    application_receiver: str = ""  # GS03
    acknowledgment_requested: bool = False  # ISA14: ask for a TA1
    first_transaction_number: int = 1  # ST02 counts from here
    delimiters: Delimiters = Delimiters()


def write_interchange(
    envelope: Envelope, functional_code: str, version: str, transactions: Iterable[tuple[str, Iterable[Row]]]
) -> bytes:
    """One interchange with one group; each transaction is its kind ("837") and the rows between ST and SE.

    Raises UnwritableValue, with the segment, for a delimiter or a character outside the extended set in a value.
    """
    number = envelope.group_control_number or envelope.control_number
    rows = [_isa(envelope), _gs(envelope, functional_code, version, number)]
    count = 0
    for count, (kind, body) in enumerate(transactions, start=1):
        rows += _transaction(kind, version, f"{envelope.first_transaction_number + count - 1:04d}", body)
    rows += [("GE", str(count), str(number)), ("IEA", "1", f"{envelope.control_number:09d}")]
    return _bytes(rows, envelope.delimiters)


def write_acknowledged_interchange(envelope: Envelope, acknowledgments: Iterable[Row]) -> bytes:
    """One interchange that holds only TA1 segments."""
    return _bytes(
        [_isa(envelope), *acknowledgments, ("IEA", "0", f"{envelope.control_number:09d}")], envelope.delimiters
    )


def _bytes(rows: Iterable[Row], delimiters: Delimiters) -> bytes:
    reserved = frozenset((delimiters.element, delimiters.component, delimiters.segment, delimiters.repetition))
    isa, *others = rows
    texts = [delimiters.element.join(str(element) for element in isa)]
    for position, row in enumerate(others, start=2):
        texts.append(_segment(row, position, delimiters, _EXTENDED - reserved))
    return (delimiters.segment.join(texts) + delimiters.segment).encode("ascii")


def _isa(envelope: Envelope) -> Row:
    """Fixed width, delimiters declared; its parties are checked here, since padding comes before the general check."""
    _control_number(envelope.control_number)
    delimiters = envelope.delimiters
    for name, party in (("ISA06", envelope.sender), ("ISA08", envelope.receiver)):
        if not 1 <= len(party) <= 15 or not _EXTENDED.issuperset(party) or delimiters.element in party:
            raise UnwritableValue(f"{party!r} does not fit: 1 to 15 characters", segment=1, element=name, value=party)
    return (
        *("ISA", "00", " " * 10, "00", " " * 10),
        *(envelope.sender_qualifier, f"{envelope.sender:15}", envelope.receiver_qualifier, f"{envelope.receiver:15}"),
        *(f"{envelope.moment:%y%m%d}", f"{envelope.moment:%H%M}", delimiters.repetition, "00501"),
        f"{envelope.control_number:09d}",
        "1" if envelope.acknowledgment_requested else "0",
        *(envelope.usage, delimiters.component),
    )


def _gs(envelope: Envelope, functional_code: str, version: str, number: int) -> Row:
    _control_number(number)
    sender = envelope.application_sender or envelope.sender
    receiver = envelope.application_receiver or envelope.receiver
    day, time = f"{envelope.moment:%Y%m%d}", f"{envelope.moment:%H%M}"
    return ("GS", functional_code, sender, receiver, day, time, str(number), "X", version)


def _control_number(number: int) -> None:
    if not 0 < number <= _WIDEST_NUMBER:
        raise UnwritableValue(f"control number {number} is not between 1 and {_WIDEST_NUMBER}", value=str(number))


def _transaction(kind: str, version: str, number: str, body: Iterable[Row]) -> Iterator[Row]:
    yield ("ST", kind, number) if kind in _WITHOUT_ST03 else ("ST", kind, number, version)
    count = 2
    for row in body:
        count += 1
        yield row
    yield ("SE", str(count), number)


def _segment(row: Row, number: int, delimiters: Delimiters, allowed: frozenset[str]) -> str:
    for position, element in enumerate(row):
        _check(element, allowed, number, f"{row[0]}{position:02d}")
    texts = [_text(element, delimiters) for element in row]
    while len(texts) > 1 and not texts[-1]:
        texts.pop()
    return delimiters.element.join(texts)


def _text(element: Element, delimiters: Delimiters) -> str:
    if isinstance(element, str):
        return element
    if isinstance(element, tuple):
        return delimiters.component.join(element).rstrip(delimiters.component)
    return delimiters.repetition.join(_text(repeat, delimiters) for repeat in element)


def _check(element: Element, allowed: frozenset[str], number: int, place: str) -> None:
    if not isinstance(element, str):
        for part in element:
            _check(part, allowed, number, place)
    elif not allowed.issuperset(element):
        bad = next(character for character in element if character not in allowed)
        message = f"{element!r} holds {bad!r}, which X12 cannot carry as data"
        raise UnwritableValue(message, segment=number, element=place, value=element)
