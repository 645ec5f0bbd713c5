"""X12: reading and writing interchanges, and judging them by their guides."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from cleanclaim.core.x12.encoder import Composite, Element, Kept, Row
from cleanclaim.core.x12.problem import Problem
from cleanclaim.core.x12.reader import read_interchanges, read_transactions
from cleanclaim.core.x12.segment import Delimiters, Group, Interchange, InterchangeHeader, Segment, Transaction
from cleanclaim.core.x12.writer import Envelope, interchange_chunks, write_interchange

if TYPE_CHECKING:
    from cleanclaim.core.x12.checking import check
    from cleanclaim.core.x12.judging import judge

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

_HOMES = {"check": "cleanclaim.core.x12.checking", "judge": "cleanclaim.core.x12.judging"}


def __getattr__(name: str) -> Any:
    """The judge is loaded when first asked for: its rules and code sets are many, and reading and writing need none."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
