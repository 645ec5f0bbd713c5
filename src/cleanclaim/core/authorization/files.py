"""278 requests and answers read and written."""

from collections.abc import Iterable

from cleanclaim.core.authorization.answer import AuthorizationAnswer
from cleanclaim.core.authorization.request import AuthorizationRequest
from cleanclaim.core.x12 import Envelope, Row, Transaction, write_interchange
from cleanclaim.core.x12.guide import guide_of
from cleanclaim.core.x12.mapping import read_tree, write_tree

VERSION = "005010X217"
FUNCTIONAL_CODE = "HI"
_REQUEST, _ANSWER = "278request", "278response"


def read_278(transaction: Transaction) -> AuthorizationRequest | AuthorizationAnswer:
    """A request or an answer, whichever it is; raises MalformedSegment for an unreadable amount or day."""
    found = guide_of(transaction)
    if found is not None and found.name == _ANSWER:
        return read_tree(transaction, AuthorizationAnswer, _ANSWER)
    return read_tree(transaction, AuthorizationRequest, _REQUEST)


def write_278(value: AuthorizationRequest | AuthorizationAnswer) -> list[Row]:
    """The segments between ST and SE."""
    return write_tree(value, _REQUEST if isinstance(value, AuthorizationRequest) else _ANSWER)


def write_278_interchange(values: Iterable[AuthorizationRequest | AuthorizationAnswer], envelope: Envelope) -> bytes:
    """One interchange with one transaction for each."""
    return write_interchange(envelope, FUNCTIONAL_CODE, VERSION, (("278", write_278(value)) for value in values))
