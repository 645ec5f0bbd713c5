"""Writing an interchange: control numbers and counts are computed, what the format cannot carry is refused."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from cleanclaim.core.x12.characters import CharacterSet
from cleanclaim.core.x12.encoder import Encoder, Part, Row
from cleanclaim.core.x12.errors import UnwritableValue
from cleanclaim.core.x12.segment import Delimiters

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
    envelope: Envelope,
    functional_code: str,
    version: str,
    transactions: Iterable[tuple[str, Iterable[Part]]],
    *,
    characters: CharacterSet = "extended",
    folds: bool = False,
) -> bytes:
    """One interchange with one group; each transaction is its kind ("837") and what stands between ST and SE.

    Raises UnwritableValue, with the segment, for a delimiter in a value or a character outside the set.  With `folds`
    what has a likeness in the set is written as that: accents fall away, and lower case where the set is the basic one.
    """
    return b"".join(
        interchange_chunks(envelope, functional_code, version, transactions, characters=characters, folds=folds)
    )


def interchange_chunks(
    envelope: Envelope,
    functional_code: str,
    version: str,
    transactions: Iterable[tuple[str, Iterable[Part]]],
    *,
    characters: CharacterSet = "extended",
    folds: bool = False,
) -> Iterator[bytes]:
    """As `write_interchange`, a piece at a time: memory does not grow with the number of rows."""
    number = envelope.group_control_number or envelope.control_number
    encoder = Encoder(envelope.delimiters, characters, folds=folds)
    yield from encoder.encode([_gs(envelope, functional_code, version, number)], _isa(envelope, encoder))
    count = 0
    for count, (kind, body) in enumerate(transactions, start=1):
        control_number = f"{envelope.first_transaction_number + count - 1:04d}"
        before = encoder.count
        st: Row = ("ST", kind, control_number) if kind in _WITHOUT_ST03 else ("ST", kind, control_number, version)
        yield from encoder.encode([st])
        yield from encoder.encode(body)
        yield from encoder.encode([("SE", str(encoder.count - before + 1), control_number)])
    yield from encoder.encode([("GE", str(count), str(number)), ("IEA", "1", f"{envelope.control_number:09d}")])


def write_acknowledged_interchange(envelope: Envelope, acknowledgments: Iterable[Row]) -> bytes:
    """One interchange that holds only TA1 segments."""
    encoder = Encoder(envelope.delimiters, "extended")
    rows = [*acknowledgments, ("IEA", "0", f"{envelope.control_number:09d}")]
    return b"".join(encoder.encode(rows, _isa(envelope, encoder)))


def _isa(envelope: Envelope, encoder: Encoder) -> str:
    """Fixed width, delimiters declared; its parties are checked here, since padding comes before the general check."""
    _control_number(envelope.control_number)
    delimiters = envelope.delimiters
    for name, party in (("ISA06", envelope.sender), ("ISA08", envelope.receiver)):
        if not 1 <= len(party) <= 15 or not encoder.allows(party):
            raise UnwritableValue(f"{party!r} does not fit: 1 to 15 characters", segment=1, element=name, value=party)
    elements = (
        *("ISA", "00", " " * 10, "00", " " * 10),
        *(envelope.sender_qualifier, f"{envelope.sender:15}", envelope.receiver_qualifier, f"{envelope.receiver:15}"),
        *(f"{envelope.moment:%y%m%d}", f"{envelope.moment:%H%M}", delimiters.repetition, "00501"),
        f"{envelope.control_number:09d}",
        "1" if envelope.acknowledgment_requested else "0",
        *(envelope.usage, delimiters.component),
    )
    return delimiters.element.join(elements)


def _gs(envelope: Envelope, functional_code: str, version: str, number: int) -> Row:
    _control_number(number)
    sender = envelope.application_sender or envelope.sender
    receiver = envelope.application_receiver or envelope.receiver
    day, time = f"{envelope.moment:%Y%m%d}", f"{envelope.moment:%H%M}"
    return ("GS", functional_code, sender, receiver, day, time, str(number), "X", version)


def _control_number(number: int) -> None:
    if not 0 < number <= _WIDEST_NUMBER:
        raise UnwritableValue(f"control number {number} is not between 1 and {_WIDEST_NUMBER}", value=str(number))
