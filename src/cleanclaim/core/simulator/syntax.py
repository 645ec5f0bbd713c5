"""Whether a transaction can be read at all, in the words of a 999."""

from collections.abc import Iterator

from msgspec import Struct, structs

from cleanclaim.core.acknowledgment.value import ElementError, SegmentError, TransactionAcknowledgment
from cleanclaim.core.claim.read import claims_of
from cleanclaim.core.claim.value import Claim
from cleanclaim.core.x12 import Transaction
from cleanclaim.core.x12.errors import X12Error

_NOT_SUPPORTED, _SEGMENTS_IN_ERROR = "1", "5"  # IK502
_MISSING_ELEMENT, _INVALID_CHARACTER = "1", "6"  # IK403
_HAS_ELEMENT_ERRORS = "8"  # IK304
_CARRIED = frozenset(map(chr, range(0x20, 0x7F))) - set("`*:^~")


class Judged(Struct, frozen=True):
    """A transaction with its answer and, when it is accepted, its claims."""

    transaction: Transaction
    acknowledgment: TransactionAcknowledgment
    claims: tuple[Claim, ...] = ()

    @property
    def is_accepted(self) -> bool:
        return self.acknowledgment.code == "A"

    def objected(self) -> "Judged":
        """Rejected for a fault that the sender cannot see: a payer's number said to be missing in the last NM1*PR."""
        segments = self.transaction.segments
        payer = next((s for s in reversed(segments) if s.id == "NM1" and s[1] == "PR"), segments[-2])
        missing = ElementError("9", _MISSING_ELEMENT)
        claim = self.claims[-1].control_number
        position = self.transaction.position(payer)
        error = SegmentError(payer.id, position, _HAS_ELEMENT_ERRORS, "2010", claim, (missing,))
        answer = structs.replace(self.acknowledgment, code="R", errors=(error,), notes=(_SEGMENTS_IN_ERROR,))
        return structs.replace(self, acknowledgment=answer, claims=())


def judge_transaction(transaction: Transaction) -> Judged:
    """Accepted with its claims, or rejected with the places where it cannot be read."""
    if transaction.kind != "837":
        return Judged(transaction, _answer(transaction, notes=(_NOT_SUPPORTED,)))
    counted = tuple(p.code for p in transaction.problems if p.element.startswith("SE"))
    read = list(claims_of(transaction)) if not counted else []
    unreadable = [one for one in read if isinstance(one, X12Error)]
    errors = (*(_located(one, transaction) for one in unreadable), *_bad_characters(transaction))
    if counted or errors or not read:
        return Judged(transaction, _answer(transaction, errors, counted or (_SEGMENTS_IN_ERROR,)))
    claims = tuple(one for one in read if isinstance(one, Claim))
    return Judged(transaction, _answer(transaction), claims)


def _bad_characters(transaction: Transaction) -> Iterator[SegmentError]:
    """Segments with characters that our answer could not give back: outside the extended set, or delimiters of ours."""
    allowed = _CARRIED | {transaction.interchange.delimiters.component}
    for segment in transaction.segments:
        if not allowed.issuperset("".join(segment.elements)):
            yield SegmentError(segment.id, transaction.position(segment), _HAS_ELEMENT_ERRORS)


def _answer(
    transaction: Transaction, errors: tuple[SegmentError, ...] = (), notes: tuple[str, ...] = ()
) -> TransactionAcknowledgment:
    code = "R" if notes else "A"
    return TransactionAcknowledgment(transaction.kind, transaction.control_number, code, errors, notes)


def _located(error: X12Error, transaction: Transaction) -> SegmentError:
    """IK3 and IK4 of an error that says "CLM02"."""
    name, position = error.element[:-2], error.element[-2:].lstrip("0")
    code = _INVALID_CHARACTER if error.value else _MISSING_ELEMENT
    elements = (ElementError(position, code, error.value),) if position.isdecimal() else ()
    place = error.segment - transaction.segments[0].number + 1
    return SegmentError(name or error.element, max(place, 1), _HAS_ELEMENT_ERRORS, error.loop[:4], elements=elements)
