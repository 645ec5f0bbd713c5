"""Coverage asked and answered: 270 and 271 as values, and what they mean."""

from cleanclaim.core.benefits.interpret import AAA_CODES, interpret
from cleanclaim.core.benefits.read import read_270, read_271
from cleanclaim.core.benefits.value import (
    Benefit,
    EligibilityRequest,
    EligibilityResponse,
    Interpretation,
    Problem,
    Verdict,
)
from cleanclaim.core.benefits.write import write_270, write_270_interchange, write_271, write_271_interchange

__all__ = [
    "AAA_CODES",
    "Benefit",
    "EligibilityRequest",
    "EligibilityResponse",
    "Interpretation",
    "Problem",
    "Verdict",
    "interpret",
    "read_270",
    "read_271",
    "write_270",
    "write_270_interchange",
    "write_271",
    "write_271_interchange",
]
