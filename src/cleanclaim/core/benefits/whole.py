"""270 and 271 whole: read and written with nothing lost."""

from collections.abc import Iterable

from cleanclaim.core.benefits.answer import EligibilityAnswer
from cleanclaim.core.benefits.inquiry import EligibilityInquiry
from cleanclaim.core.benefits.write import VERSION
from cleanclaim.core.x12 import Envelope, Row, Transaction, write_interchange
from cleanclaim.core.x12.mapping import read_tree, write_tree


def read_inquiry(transaction: Transaction) -> EligibilityInquiry:
    """A 270; raises MalformedSegment, with its place, for an unreadable amount or day."""
    return read_tree(transaction, EligibilityInquiry, "270")


def read_answer(transaction: Transaction) -> EligibilityAnswer:
    """A 271; raises as `read_inquiry` does."""
    return read_tree(transaction, EligibilityAnswer, "271")


def write_inquiry(inquiry: EligibilityInquiry) -> list[Row]:
    """The segments between ST and SE."""
    return write_tree(inquiry, "270")


def write_answer(answer: EligibilityAnswer) -> list[Row]:
    """The segments between ST and SE."""
    return write_tree(answer, "271")


def write_inquiry_interchange(inquiries: Iterable[EligibilityInquiry], envelope: Envelope) -> bytes:
    """One interchange with one 270 for each."""
    return write_interchange(envelope, "HS", VERSION, (("270", write_inquiry(one)) for one in inquiries))


def write_answer_interchange(answers: Iterable[EligibilityAnswer], envelope: Envelope) -> bytes:
    """One interchange with one 271 for each."""
    return write_interchange(envelope, "HB", VERSION, (("271", write_answer(one)) for one in answers))
