"""The claims of a remittance some at a time, as they come, so that a long one takes no more memory than a short one.

What is taken back and what answers the same services is one unit and stays together, however far apart it was sent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec
from django.db.models import QuerySet

from cleanclaim.apps.claims.models import ClaimLine
from cleanclaim.apps.practices.asked import asked_often
from cleanclaim.core.remittance import ClaimPayment

BATCH = 500  # claims whose rows are read and written together: one statement holds 65,535 values at most
Numbers = tuple[str, str]  # of a claim: ours and the payer's
_encode, _payments = msgspec.json.encode, msgspec.json.Decoder(ClaimPayment)


def batches(claims: Iterable[ClaimPayment], taken_back: Sequence[Numbers]) -> Iterator[Sequence[ClaimPayment]]:
    """Each claim once: first those that nothing of `taken_back` concerns, then the others, whole units together.

    A claim of a unit waits for the end of the file, as JSON: that is about the size in which it was sent.
    """
    units = Units(taken_back)
    waiting: list[tuple[str, bytes]] = []
    yield from _several(_alone(claims, units, waiting), BATCH)
    together: dict[str, list[bytes]] = defaultdict(list)
    for number, content in waiting:
        together[units.of(number)].append(content)
    some: list[bytes] = []
    for unit in together.values():
        some += unit
        if len(some) >= BATCH:
            yield _in_order(some)
            some = []
    if some:
        yield _in_order(some)


def _alone(claims: Iterable[ClaimPayment], units: "Units", waiting: list[tuple[str, bytes]]) -> Iterator[ClaimPayment]:
    """The claims of no unit; the others are put to what is waiting."""
    for claim in claims:
        known = units.known((claim.patient_control_number, claim.payer_claim_control_number))
        if known:
            waiting.append((known, _encode(claim)))
        else:
            yield claim


def _several(claims: Iterator[ClaimPayment], most: int) -> Iterator[list[ClaimPayment]]:
    while some := list(islice(claims, most)):
        yield some


def _in_order(contents: Iterable[bytes]) -> list[ClaimPayment]:
    return sorted(map(_payments.decode, contents), key=lambda claim: claim.index)


class Units:
    """The numbers of claims that may speak of the same service lines as a reversal does."""

    def __init__(self, taken_back: Sequence[Numbers]) -> None:
        self._next: dict[str, str] = {}  # number → one that is nearer to its unit
        for start in range(0, len(taken_back), BATCH):
            some = taken_back[start : start + BATCH]
            for numbers in some:
                self._join(*numbers)
            for line, ours, theirs in _of_same_lines(sorted({each for pair in some for each in pair} - {""})):
                self._join(f"line {line}", ours, theirs)

    def of(self, number: str) -> str:
        """The unit that a known number belongs to."""
        while (nearer := self._next[number]) != number:
            self._next[number] = number = self._next[nearer]
        return number

    def known(self, numbers: Numbers) -> str:
        """One of the numbers that belongs to a unit; empty for none.  Two units that a claim speaks of are one."""
        known = [number for number in numbers if number in self._next]
        self._join(*known)
        return known[0] if known else ""

    def _join(self, *numbers: str) -> None:
        first, *others = [self.of(self._next.setdefault(number, number)) for number in numbers if number] or [""]
        for other in others:
            self._next[other] = first


def _of_same_lines(numbers: Sequence[str]) -> list[tuple[int, str, str]]:
    """Each service line of the claims with these numbers, with the numbers of every claim that has it."""
    lines = {*_lines_by_our_number(numbers), *_lines_by_the_payers(numbers)} - {None}
    return _claims_of_lines(sorted(lines))


@asked_often
def _lines_by_our_number(numbers: list[str]) -> QuerySet[ClaimLine]:
    return ClaimLine.objects.filter(claim__control_number__in=numbers).values_list("line_id", flat=True)


@asked_often
def _lines_by_the_payers(numbers: list[str]) -> QuerySet[ClaimLine]:
    return ClaimLine.objects.filter(claim__payer_claim_control_number__in=numbers).values_list("line_id", flat=True)


@asked_often
def _claims_of_lines(lines: list[int]) -> QuerySet[ClaimLine]:
    same = ClaimLine.objects.filter(line_id__in=lines).order_by("line_id", "claim_id")
    return same.values_list("line_id", "claim__control_number", "claim__payer_claim_control_number")
