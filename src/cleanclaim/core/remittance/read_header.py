"""What stands above the claims (BPR, TRN …, loops 1000A, 1000B and 2000) and below them (PLB)."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import length_hint
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.remittance.drafts import draft_of
from cleanclaim.core.remittance.elements import REQUIRED, TOO_MANY, Elements, bad_amount
from cleanclaim.core.remittance.fields import ORDER, Taking, fill, steps
from cleanclaim.core.remittance.header_fields import group_takers, header_takers, payee_takers, payer_takers
from cleanclaim.core.remittance.loops import GROUP, HEADER, PAYEE, PAYER, Table
from cleanclaim.core.remittance.order import order_sent
from cleanclaim.core.remittance.value import ClaimGroup, Payee, Payer, ProviderAdjustment, Remittance
from cleanclaim.core.remittance.write_header import group_rows, header_rows, payee_rows, payer_rows
from cleanclaim.core.x12 import Row
from cleanclaim.core.x12.errors import MalformedSegment

MISSING, MISPLACED = "3", "2"  # IK304
_ONLY_IN_A_CLAIM = {"SVC", "CAS"}
_PLB_ELEMENTS = 14


class Loop(Struct, frozen=True):
    """How the segments of a loop become its value, and back."""

    id: str
    struct: type[Any]
    table: Table
    takers: Callable[[Elements], dict[str, Taking]]
    rows: Callable[[Any], list[Row]]
    required: tuple[tuple[str, str], ...] = ()  # segments without which there is no value, each with a field it fills


_HEADER = Loop("header", Remittance, HEADER, header_takers, header_rows, (("BPR", "method"), ("TRN", "trace_number")))
_GROUP = Loop("2000", ClaimGroup, GROUP, group_takers, group_rows)
_PARTIES = {
    "PR": Loop("1000A", Payer, PAYER, payer_takers, payer_rows),
    "PE": Loop("1000B", Payee, PAYEE, payee_takers, payee_rows),
}


class HeaderReader:
    """Reads what is not a claim, of one interchange.

    Raises MalformedSegment with loop, element and value; `segment` counts from 0 at the first of the texts.
    """

    def __init__(self, elements: Elements) -> None:
        self._elements = elements

    def header(self, texts: Sequence[str], control_number: str) -> Remittance:
        """The segments between ST and the first LX, CLP or PLB."""
        entities = {at: self._entity(text) for at, text in enumerate(texts)}
        starts = [at for at, entity in entities.items() if entity in _PARTIES]
        found: Remittance = self._filled(_HEADER, texts[: (*starts, len(texts))[0]], 0)
        parties = {}
        for start, end in pairwise((*starts, len(texts))):
            loop = _PARTIES[entities[start]]
            if loop.struct in parties:
                raise MalformedSegment("a second one", segment=start, loop=loop.id, element="N1", code="5")
            parties[loop.struct] = self._filled(loop, texts[start:end], start)
        payer, payee = parties.get(Payer, Payer()), parties.get(Payee, Payee())
        return replace(found, control_number=control_number, payer=payer, payee=payee)

    def group(self, texts: Sequence[str]) -> ClaimGroup:
        """LX and what follows it."""
        group: ClaimGroup = self._filled(_GROUP, texts, 0)
        return group

    def provider_adjustments(self, text: str, index: int) -> list[ProviderAdjustment]:
        """Every pair of a PLB, numbered from `index`."""
        sent = text.split(self._elements.separator)
        if len(sent) > _PLB_ELEMENTS + 1:
            message = f"PLB has {len(sent) - 1} elements, not at most {_PLB_ELEMENTS}"
            raise MalformedSegment(message, loop="PLB", element="PLB15", value=sent[15], code=TOO_MANY)
        sent += [""] * (_PLB_ELEMENTS + 1 - len(sent))
        year_end = self._elements.day(sent[2], "PLB02")
        found: list[ProviderAdjustment] = []
        for at in range(3, 15, 2):
            if not sent[at] and not sent[at + 1]:
                continue
            code, reference, *more = (*sent[at].split(self._elements.component), "")
            if any(more):
                message = "the composite has more than 2 components"
                raise MalformedSegment(message, loop="PLB", element=f"PLB{at:02d}", value=sent[at], code=TOO_MANY)
            try:
                amount = self._elements.cents[sent[at + 1]]
            except MalformedAmount:
                raise bad_amount(sent) from None
            found.append(ProviderAdjustment(code, amount, reference, sent[1], year_end, index + len(found)))
        if not found:
            raise MalformedSegment("PLB adjusts nothing", loop="PLB", element="PLB03", code=REQUIRED)
        return found

    def _entity(self, text: str) -> str:
        """N101, empty for other segments."""
        name, entity = (*text.split(self._elements.separator, 2), "")[:2]
        return entity if name == "N1" else ""

    def _filled(self, loop: Loop, texts: Sequence[str], start: int) -> Any:
        draft, left = draft_of(loop.struct), iter(texts)
        try:
            self._refuse_claims(texts)
            fill(draft, left, steps(loop.table, loop.takers(self._elements), self._elements))
        except (MalformedAmount, MalformedSegment) as problem:
            at = problem.segment if isinstance(problem, MalformedSegment) else 0
            at = at or max(0, len(texts) - length_hint(left) - 1)
            sent = texts[at].split(self._elements.separator)
            error = bad_amount(sent) if isinstance(problem, MalformedAmount) else problem
            error.segment, error.loop, error.element = start + at, error.loop or loop.id, error.element or sent[0]
            raise error from None
        for name, field in loop.required:
            if draft[loop.struct.__struct_fields__.index(field)] is None:
                raise MalformedSegment(f"{name} is missing", loop=loop.id, element=name, code=MISSING)
        if draft[ORDER]:
            draft[ORDER] = ()
            value = loop.struct(*draft)
            draft[ORDER] = order_sent(texts, loop.rows(value), value.also, self._elements)
        return loop.struct(*draft)

    def _refuse_claims(self, texts: Sequence[str]) -> None:
        for at, text in enumerate(texts):
            name = text.partition(self._elements.separator)[0]
            if name in _ONLY_IN_A_CLAIM:
                message = f"{name} stands before any CLP"
                raise MalformedSegment(message, segment=at, loop="2000", element=name, code=MISPLACED)
