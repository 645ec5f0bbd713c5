"""Loop 2100: the segments from CLP on become a claim's payment, its lines by `read_line`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from operator import length_hint

from msgspec.structs import replace

from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.remittance.drafts import Draft, draft_of, places
from cleanclaim.core.remittance.elements import TOO_MANY, Elements, bad_amount
from cleanclaim.core.remittance.fields import (
    ORDER,
    Taker,
    Taking,
    fill,
    gathering,
    leaving,
    pairing,
    pricing,
    setting,
    steps,
)
from cleanclaim.core.remittance.loops import CLAIM
from cleanclaim.core.remittance.order import order_sent
from cleanclaim.core.remittance.outcomes import MIA, MIA_REMARKS, MOA_REMARKS, outpatient_of, remarks_of
from cleanclaim.core.remittance.read_line import LineReader, adjusting
from cleanclaim.core.remittance.shapes import OfAnotherShape, Shapes
from cleanclaim.core.remittance.usual_claim import UsualClaims
from cleanclaim.core.remittance.usual_line import UsualLines
from cleanclaim.core.remittance.value import ClaimPayment
from cleanclaim.core.remittance.write_claim import claim_rows, only_room
from cleanclaim.core.x12 import Delimiters
from cleanclaim.core.x12.errors import MalformedSegment

AT = places(ClaimPayment)
_CHARGE, _PAID, _SHARE = AT["charge"], AT["paid"], AT["patient_responsibility"]
_ADJUSTMENTS, _LINES, _REMARKS = AT["adjustments"], AT["lines"], AT["remarks"]
_INPATIENT, _OUTPATIENT = AT["inpatient"], AT["outpatient"]
_GROUP, _INDEX = AT["group"], AT["index"]
_DEFAULTS = draft_of(ClaimPayment)
_REST = {count: [*[""] * (15 - count), *_DEFAULTS[14:]] for count in range(5, 16)}
"""Elements that CLP has → what stands in the draft behind them."""


class ClaimReader:
    """Reads the claims of one interchange; what repeats is read once."""

    def __init__(self, delimiters: Delimiters) -> None:
        self.elements, self._shapes = Elements(delimiters), Shapes(delimiters)
        self._lines = LineReader(self.elements)
        self._usual, self._usual_lines = (
            UsualClaims(self.elements),
            UsualLines(self.elements, self._shapes, self._lines),
        )
        self._steps = steps(CLAIM, _takers(self.elements), self.elements)

    def usual(self, text: str, group: int, index: int) -> ClaimPayment | None:
        """The claim of a text, as `read` gives it, when it has the usual shape and adds up."""
        match = self._shapes.claim.match(text)
        if match is None:
            return None
        try:
            lines = self._usual_lines.read(text, match.end())
            return self._usual.read(match.groups(""), lines, group, index)
        except (MalformedAmount, MalformedSegment, OfAnotherShape):
            return None

    def read(self, text: str, group: int, index: int) -> ClaimPayment:
        """The claim of a text in which each segment is terminated, CLP the first.

        Raises MalformedSegment with loop, element and value; `segment` counts from 0 at the CLP.
        """
        try:
            return self._with_usual_lines(text, group, index)
        except (MalformedAmount, MalformedSegment, OfAnotherShape):
            return self.by_segments(self.elements.texts(text), group, index)

    def _with_usual_lines(self, text: str, group: int, index: int) -> ClaimPayment:
        line = self._shapes.opening.search(text)
        start = line.start() if line else len(text)
        own = self.elements.texts(text[:start])
        claim = self._filled(own, iter(own), group, index)
        claim[_LINES], *_ = self._usual_lines.read(text, start)
        return ClaimPayment(*claim)

    def by_segments(self, texts: Sequence[str], group: int, index: int) -> ClaimPayment:
        """Claim and lines segment by segment, so that an error knows its own."""
        name = f"SVC{self.elements.separator}"
        starts = [at for at, text in enumerate(texts) if text == "SVC" or text.startswith(name)]
        own, *lines = (texts[start:end] for start, end in pairwise((0, *starts, len(texts))))
        with self._placed(own, 0, "2100") as left:
            claim = self._filled(own, left, group, index)
        found = []
        for start, line in zip(starts, lines, strict=True):
            with self._placed(line, start, "2110") as left:
                found.append(self._lines.by_segments(line, left))
        claim[_LINES] = tuple(found)
        return ClaimPayment(*claim)

    def _filled(self, texts: Sequence[str], left: Iterator[str], group: int, index: int) -> Draft:
        """A claim of any shape, without its lines; `left` are its texts as they are taken."""
        draft = self._opened(next(left))
        draft[_GROUP], draft[_INDEX] = group, index
        fill(draft, left, self._steps)
        if draft[ORDER]:
            draft[ORDER] = ()
            value = ClaimPayment(*draft)
            draft[ORDER] = order_sent(texts[1:], claim_rows(value)[1:], value.also, self.elements)
        return draft

    def _opened(self, text: str) -> Draft:
        """CLP."""
        sent = text.split(self.elements.separator)
        count = len(sent)
        if not 5 <= count <= 15:
            raise MalformedSegment(f"CLP has {count - 1} elements, not 4 to 14", value=text, code=TOO_MANY)
        cents = self.elements.cents
        draft = [*sent[1:], *_REST[count]]
        share = draft[_SHARE]
        draft[_CHARGE], draft[_PAID] = cents[sent[3]], cents[sent[4]]
        draft[_SHARE] = cents[share] if share else None
        return draft

    @contextmanager
    def _placed(self, texts: Sequence[str], start: int, loop: str) -> Iterator[Iterator[str]]:
        """Errors say the segment at which the iterator that is given has arrived."""
        left = iter(texts)
        try:
            yield left
        except (MalformedAmount, MalformedSegment) as problem:
            at = len(texts) - length_hint(left) - 1
            sent = texts[at].split(self.elements.separator)
            error = bad_amount(sent) if isinstance(problem, MalformedAmount) else problem
            error.segment, error.loop, error.element = start + at, loop, error.element or sent[0]
            raise error from None


def _takers(elements: Elements) -> dict[str, Taking]:
    """Who takes what belongs to a CLP, by field of `loops.CLAIM`."""
    leave, day = leaving(elements), elements.days.__getitem__
    people = ("patient", "subscriber", "corrected_patient", "other_subscriber")
    parties = ("rendering", "crossover", "corrected_payer")
    days = ("service_from", "service_to", "coverage_expires_on", "received_on")
    inpatient, outpatient = _inpatient(elements), _outpatient(elements)
    return {
        "claim": lambda prefix: leave,
        **{name: setting(AT[name], elements.person, _DEFAULTS[AT[name]], elements) for name in people},
        **{name: setting(AT[name], elements.party, None, elements) for name in parties},
        **{name: setting(AT[name], day, None, elements) for name in days},
        "adjustments": adjusting(_ADJUSTMENTS, elements),
        "amounts": pricing(AT["amounts"], elements),
        "quantities": pairing(AT["quantities"], elements),
        "references": pairing(AT["references"], elements),
        "contacts": gathering(AT["contacts"], elements.contacts.__getitem__, elements),
        "inpatient": lambda prefix: inpatient,
        "outpatient": lambda prefix: outpatient,
    }


def _inpatient(elements: Elements) -> Taker:
    """MIA; its remark codes stand before those of MOA."""
    leave = leaving(elements)

    def take(draft: Draft, text: str) -> None:
        sent = text.split(elements.separator)
        found = MIA.read(sent, elements)
        if found is None or draft[_INPATIENT] is not None:
            leave(draft, text)
            return
        remarks = remarks_of(sent, MIA_REMARKS)
        draft[_INPATIENT] = replace(found, remark_count=len(remarks))
        draft[_REMARKS] = (*remarks, *draft[_REMARKS])

    return take


def _outpatient(elements: Elements) -> Taker:
    """MOA.  A MIA before it that only made room for more remark codes was no adjudication."""
    leave = leaving(elements)

    def take(draft: Draft, text: str) -> None:
        sent = text.split(elements.separator)
        found = outpatient_of(sent, elements)
        before = draft[_INPATIENT].remark_count if draft[_INPATIENT] else 0
        is_second = draft[_OUTPATIENT] is not None or len(draft[_REMARKS]) > before
        if found is None or is_second:
            leave(draft, text)
            return
        draft[_OUTPATIENT], remarks = found
        draft[_REMARKS] += remarks
        if len(remarks) == len(MOA_REMARKS) and draft[_INPATIENT] == only_room(before):
            draft[_INPATIENT] = None

    return take
