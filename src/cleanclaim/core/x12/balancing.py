"""SNIP 3: sums that must hold inside a transaction, each said at the segment that states the total."""

from collections.abc import Iterator, Sequence

from cleanclaim.core import money
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.x12.elements import split
from cleanclaim.core.x12.problem import Problem
from cleanclaim.core.x12.segment import Segment, Transaction

_LINE_CHARGE = {"SV1": 2, "SV2": 3, "SV3": 2}
_OUT_OF_BALANCE = "I10"


def imbalances(transaction: Transaction) -> Iterator[Problem]:
    """Every sum that does not hold.  What holds an unreadable amount is not summed: that is a fault of its own."""
    if transaction.kind == "837":
        sums = _claim_sums(transaction)
    elif transaction.kind == "835":
        sums = _remittance_sums(transaction)
    else:
        return
    for segment, position, stated, computed, what in sums:
        if stated != computed:
            message = f"says {money.plain(stated)}, {what} make {money.plain(computed)}"
            place = transaction.position(segment)
            element = f"{segment.id}{position:02d}"
            claim = segment[1] if segment.id in {"CLM", "CLP"} else ""
            yield Problem(
                3,
                _OUT_OF_BALANCE,
                message,
                segment.number,
                place,
                segment.id,
                element=element,
                value=segment[position],
                claim=claim,
                file=transaction.file,
            )


Equation = tuple[Segment, int, int, int, str]
"""The segment and element that state a total, what they say, what it should be, and of what it is the sum."""


def _claim_sums(transaction: Transaction) -> Iterator[Equation]:
    """CLM02 is the sum of its lines."""
    for claim in split(transaction.segments, "CLM")[1:]:
        charges = [s for s in _until(claim, "HL") if s.id in _LINE_CHARGE]
        amounts = _amounts([(claim[0], 2), *((s, _LINE_CHARGE[s.id]) for s in charges)])
        if amounts and charges:
            yield claim[0], 2, amounts[0], sum(amounts[1:]), "the lines"


def _remittance_sums(transaction: Transaction) -> Iterator[Equation]:
    """Charge less adjustments is paid, for a line and for a claim; claims less provider adjustments is the payment."""
    body = [s for s in transaction.segments if s.id != "PLB"]
    header, *claims = split(body, "CLP")
    for claim in claims:
        own, *lines = split(claim, "SVC")
        for line in lines:
            yield from _paid(line[0], 2, 3, line)
        yield from _paid(claim[0], 3, 4, [*own, *(s for line in lines for s in line)])
    payment = next((s for s in header if s.id == "BPR"), None)
    pairs = [(s, at) for s in transaction.segments if s.id == "PLB" for at in range(4, 15, 2) if s[at]]
    paid = _amounts([(claim[0], 4) for claim in claims])
    taken = _amounts(pairs)
    if payment and paid is not None and taken is not None and (stated := _amounts([(payment, 2)])):
        yield payment, 2, stated[0], sum(paid) - sum(taken), "the claims less provider adjustments"


def _paid(total: Segment, charge: int, paid: int, segments: Sequence[Segment]) -> Iterator[Equation]:
    adjustments = [(s, at) for s in segments if s.id == "CAS" for at in range(3, 20, 3) if s[at]]
    amounts = _amounts([(total, charge), (total, paid), *adjustments])
    if amounts:
        yield total, paid, amounts[1], amounts[0] - sum(amounts[2:]), "charge less adjustments"


def _until(segments: Sequence[Segment], name: str) -> Sequence[Segment]:
    return split(segments, name)[0]


def _amounts(places: Sequence[tuple[Segment, int]]) -> list[int] | None:
    try:
        return [money.cents(segment[position]) for segment, position in places]
    except MalformedAmount:
        return None
