"""Whole files: counted, cut, joined, compared, and made fit to be shared."""

from cleanclaim.core.x12.files.compare import Difference, differences
from cleanclaim.core.x12.files.count import Counts, count
from cleanclaim.core.x12.files.cut import By, Piece, cut
from cleanclaim.core.x12.files.join import join
from cleanclaim.core.x12.files.redact import Redaction, redact

__all__ = [
    "By",
    "Counts",
    "Difference",
    "Piece",
    "Redaction",
    "count",
    "cut",
    "differences",
    "join",
    "redact",
]
