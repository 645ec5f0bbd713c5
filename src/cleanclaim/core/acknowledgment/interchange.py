"""TA1: the answer to an envelope."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cleanclaim.core.acknowledgment.value import InterchangeAcknowledgment
from cleanclaim.core.x12 import Envelope, Segment, read_interchanges
from cleanclaim.core.x12.writer import write_acknowledged_interchange


def read_ta1(source: bytes | BinaryIO | Path, *, file: str = "") -> Iterator[InterchangeAcknowledgment]:
    """Every TA1 of a file, wherever it stands beside the groups; raises MalformedInterchange."""
    for interchange in read_interchanges(source, file=file):
        yield from map(_acknowledgment, interchange.acknowledgments)


def write_ta1(answers: Iterable[InterchangeAcknowledgment], envelope: Envelope) -> bytes:
    """One interchange of nothing but TA1."""
    rows = (("TA1", a.control_number, a.date, a.time, a.code, a.note) for a in answers)
    return write_acknowledged_interchange(envelope, rows)


def _acknowledgment(ta1: Segment) -> InterchangeAcknowledgment:
    return InterchangeAcknowledgment(ta1[1], ta1[2], ta1[3], ta1[4], ta1[5] or "000")
