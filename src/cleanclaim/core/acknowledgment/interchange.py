"""TA1: the answer to an envelope."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cleanclaim.core.acknowledgment.value import InterchangeAcknowledgment
from cleanclaim.core.x12 import Envelope, Interchange, InterchangeHeader, Segment, read_interchanges
from cleanclaim.core.x12.blocks import delimiters_of
from cleanclaim.core.x12.envelope import header_of
from cleanclaim.core.x12.errors import MalformedInterchange
from cleanclaim.core.x12.judge_elements import is_day
from cleanclaim.core.x12.writer import write_acknowledged_interchange

_NO_FAULT, _BAD_STRUCTURE = "000", "022"  # TA105
_NOTE, _DIGITS = 3, 9
_VERSIONS = frozenset({"00401", "00501"})
_QUALIFIERS = frozenset({"01", "14", "20", "27", "28", "29", "30", "33", "ZZ"})
_TIME = re.compile(r"([01]\d|2[0-3])[0-5]\d", re.ASCII)


def read_ta1(source: bytes | BinaryIO | Path, *, file: str = "") -> Iterator[InterchangeAcknowledgment]:
    """Every TA1 of a file, wherever it stands beside the groups; raises MalformedInterchange."""
    for interchange in read_interchanges(source, file=file):
        yield from map(acknowledgment_of, interchange.acknowledgments)


def write_ta1(answers: Iterable[InterchangeAcknowledgment], envelope: Envelope) -> bytes:
    """One interchange of nothing but TA1."""
    rows = (("TA1", a.control_number, a.date, a.time, a.code, a.note) for a in answers)
    return write_acknowledged_interchange(envelope, rows)


def acknowledge_interchange(interchange: Interchange) -> InterchangeAcknowledgment:
    """The TA1 that its receiver owes: rejected for what is wrong with ISA, IEA or the groups between them."""
    header = interchange.header
    found = [*interchange.problems, *(p for one in interchange.transactions for p in one.problems)]
    note = next((p.code for p in found if len(p.code) == _NOTE and p.element[:3] in {"ISA", "IEA"}), "")
    note = note or next((code for code, is_right in _header_faults(header) if not is_right), "")
    return InterchangeAcknowledgment(
        header.control_number, header.date, header.time, "R" if note else "A", note or _NO_FAULT
    )


def refuse_interchange(source: bytes, error: MalformedInterchange) -> InterchangeAcknowledgment | None:
    """The TA1 for a file that cannot be read at all; None when not even its ISA can, since nobody knows whom to ask."""
    content = source.lstrip()
    try:
        delimiters = delimiters_of(content)
    except MalformedInterchange:
        return None
    isa = content.decode("latin-1").split(delimiters.segment, 1)[0]
    header = header_of(Segment(1, tuple(isa.split(delimiters.element))), delimiters)
    return InterchangeAcknowledgment(header.control_number, header.date, header.time, "R", error.code or _BAD_STRUCTURE)


def _header_faults(header: InterchangeHeader) -> Iterator[tuple[str, bool]]:
    """TA105 and whether the header is right about it."""
    yield "003", header.version in _VERSIONS
    yield "005", header.sender_qualifier in _QUALIFIERS
    yield "006", bool(header.sender)
    yield "007", header.receiver_qualifier in _QUALIFIERS
    yield "008", bool(header.receiver)
    yield "014", is_day(f"20{header.date}")
    yield "015", bool(_TIME.fullmatch(header.time))
    yield "018", header.control_number.isdecimal() and len(header.control_number) == _DIGITS
    yield "019", header.acknowledgment_requested in {"0", "1"}
    yield "020", header.usage in {"P", "T"}


def acknowledgment_of(ta1: Segment) -> InterchangeAcknowledgment:
    return InterchangeAcknowledgment(ta1[1], ta1[2], ta1[3], ta1[4], ta1[5] or "000")
