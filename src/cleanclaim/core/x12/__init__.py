"""X12: reading and writing interchanges, and judging them by their guides."""

from cleanclaim.core.x12.check import check
from cleanclaim.core.x12.encoder import Composite, Element, Kept, Row
from cleanclaim.core.x12.judge import judge
from cleanclaim.core.x12.problem import Problem
from cleanclaim.core.x12.reader import read_interchanges, read_transactions
from cleanclaim.core.x12.segment import Delimiters, Group, Interchange, InterchangeHeader, Segment, Transaction
from cleanclaim.core.x12.writer import Envelope, interchange_chunks, write_interchange

__all__ = [
    "Composite",
    "Delimiters",
    "Element",
    "Envelope",
    "Group",
    "Interchange",
    "InterchangeHeader",
    "Kept",
    "Problem",
    "Row",
    "Segment",
    "Transaction",
    "check",
    "interchange_chunks",
    "judge",
    "read_interchanges",
    "read_transactions",
    "write_interchange",
]
