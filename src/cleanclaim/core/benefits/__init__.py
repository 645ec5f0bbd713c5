"""Coverage asked and answered: 270 and 271 as values, and what they mean."""

from cleanclaim.core.benefits.answer import EligibilityAnswer
from cleanclaim.core.benefits.inquiry import EligibilityInquiry
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
from cleanclaim.core.benefits.whole import (
    read_answer,
    read_inquiry,
    write_answer,
    write_answer_interchange,
    write_inquiry,
    write_inquiry_interchange,
)
from cleanclaim.core.benefits.write import write_270, write_270_interchange, write_271, write_271_interchange

__all__ = [
    "AAA_CODES",
    "Benefit",
    "EligibilityAnswer",
    "EligibilityInquiry",
    "EligibilityRequest",
    "EligibilityResponse",
    "Interpretation",
    "Problem",
    "Verdict",
    "interpret",
    "read_270",
    "read_271",
    "read_answer",
    "read_inquiry",
    "write_270",
    "write_270_interchange",
    "write_271",
    "write_271_interchange",
    "write_answer",
    "write_answer_interchange",
    "write_inquiry",
    "write_inquiry_interchange",
]
