"""276 and 277 read and written."""

from collections.abc import Iterable

from cleanclaim.core.status.answer import StatusAnswer
from cleanclaim.core.status.request import StatusRequest
from cleanclaim.core.x12 import Envelope, Row, Transaction, write_interchange
from cleanclaim.core.x12.mapping import read_tree, write_tree

VERSION = "005010X212"


def read_276(transaction: Transaction) -> StatusRequest:
    """One question; raises MalformedSegment, with its place, for an unreadable amount or day."""
    return read_tree(transaction, StatusRequest, "276")


def read_277(transaction: Transaction) -> StatusAnswer:
    """One answer; raises as `read_276` does."""
    return read_tree(transaction, StatusAnswer, "277")


def write_276(request: StatusRequest) -> list[Row]:
    """The segments between ST and SE."""
    return write_tree(request, "276")


def write_277(answer: StatusAnswer) -> list[Row]:
    """The segments between ST and SE."""
    return write_tree(answer, "277")


def write_276_interchange(requests: Iterable[StatusRequest], envelope: Envelope) -> bytes:
    """One interchange with one transaction for each question."""
    return write_interchange(envelope, "HR", VERSION, (("276", write_276(request)) for request in requests))


def write_277_interchange(answers: Iterable[StatusAnswer], envelope: Envelope) -> bytes:
    """One interchange with one transaction for each answer."""
    return write_interchange(envelope, "HN", VERSION, (("277", write_277(answer)) for answer in answers))
