"""Loop 2110: the segments from SVC on become a service line."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec.structs import replace

from cleanclaim.core.claim.value import Adjustment
from cleanclaim.core.remittance.drafts import Draft, draft_of, places
from cleanclaim.core.remittance.elements import TOO_MANY, Elements
from cleanclaim.core.remittance.fields import (
    KEY,
    ORDER,
    UNUSUAL,
    Taking,
    fill,
    gathering,
    joined,
    leaving,
    pairing,
    pricing,
    setting,
    steps,
)
from cleanclaim.core.remittance.loops import LINE
from cleanclaim.core.remittance.order import order_sent
from cleanclaim.core.remittance.runs import has_room
from cleanclaim.core.remittance.value import ServicePayment
from cleanclaim.core.remittance.write_claim import line_rows
from cleanclaim.core.x12.errors import MalformedSegment

AT = places(ServicePayment)
PERIOD = ("150",)  # in `order` of a draft: a first day was sent, its last day should follow
_FIRST_DAY, _LAST_DAY, _NUMBER = AT["service_from"], AT["service_to"], AT["line_control_number"]
_ADJUSTMENTS, _UNITS, _SUBMITTED = AT["adjustments"], AT["units"], AT["procedure_submitted"]
_GROUP = attrgetter("group")
_DEFAULTS = draft_of(ServicePayment)
_REST = {count: [*[""] * (6 - count), *_DEFAULTS[_UNITS + 1 :]] for count in range(4, 9)}
"""Elements that SVC has → what stands in the draft behind those up to SVC05."""


class LineReader:
    """Reads the lines of one interchange, of any shape.

    What is wrong with one is raised as MalformedSegment or MalformedAmount, without its place in the file.
    """

    def __init__(self, elements: Elements) -> None:
        self._elements = elements
        self._steps = steps(LINE, _takers(elements), elements)

    def by_segments(self, texts: Sequence[str], left: Iterator[str] | None = None) -> ServicePayment:
        """A line; `left` are its texts as they are taken."""
        left = left or iter(texts)
        draft = opened(self._elements, next(left))
        fill(draft, left, self._steps)
        if draft[ORDER]:
            draft[ORDER] = ()
            value = ServicePayment(*draft)
            draft[ORDER] = order_sent(texts[1:], line_rows(value)[1:], value.also, self._elements)
        return ServicePayment(*draft)


def opened(elements: Elements, text: str) -> Draft:
    """SVC."""
    sent = text.split(elements.separator)
    count = len(sent)
    if not 4 <= count <= 8:
        raise MalformedSegment(f"SVC has {count - 1} elements, not 3 to 7", value=text, code=TOO_MANY)
    cents = elements.cents
    draft = [cents[sent[2]], cents[sent[3]], *elements.procedures[sent[1]], *sent[4:6], *_REST[count]]
    if count > 6:
        _as_submitted(draft, sent, elements)
    return draft


def _as_submitted(draft: Draft, sent: list[str], elements: Elements) -> None:
    """SVC06 and SVC07: the procedure as billed, when the payer answers with another one."""
    code, qualifier, *rest = elements.procedures[sent[6]]
    draft[_SUBMITTED : _SUBMITTED + 5] = code, "" if qualifier == draft[AT["qualifier"]] else qualifier, *rest
    if len(sent) > 7:
        draft[AT["units_submitted"]] = sent[7]


def _takers(elements: Elements) -> dict[str, Taking]:
    """Who takes what belongs to an SVC, by field of `loops.LINE`."""
    leave = leaving(elements)
    return {
        "line": lambda prefix: leave,
        "service_from": _first_day(elements),
        "service_to": _last_day(elements),
        "line_control_number": _control_number(elements),
        "adjustments": adjusting(_ADJUSTMENTS, elements),
        "amounts": pricing(AT["amounts"], elements),
        "quantities": pairing(AT["quantities"], elements),
        "references": pairing(AT["references"], elements),
        "remarks": gathering(AT["remarks"], elements.code, elements),
        "reject_codes": gathering(AT["reject_codes"], elements.code, elements),
    }


def _first_day(elements: Elements) -> Taking:
    """DTM 472, or 150, which 151 should follow."""
    put = setting(_FIRST_DAY, elements.days.__getitem__, None, elements)("")

    def first_of_period(draft: Draft, text: str) -> None:
        put(draft, text)
        draft[ORDER] = draft[ORDER] or PERIOD

    return lambda prefix: first_of_period if prefix[4:7] == "150" else put


def _last_day(elements: Elements) -> Taking:
    """DTM 151."""
    put = setting(_LAST_DAY, elements.days.__getitem__, None, elements)("")

    def take(draft: Draft, text: str) -> None:
        draft[ORDER] = () if draft[ORDER] == PERIOD else UNUSUAL
        put(draft, text)

    return lambda prefix: take


def _control_number(elements: Elements) -> Taking:
    """REF 6R."""
    separator, leave = elements.separator, leaving(elements)

    def take(draft: Draft, text: str) -> None:
        number = text[KEY:]
        if not number or draft[_NUMBER] or separator in number:
            leave(draft, text)
        else:
            draft[_NUMBER] = number

    return lambda prefix: take


def adjusting(at: int, elements: Elements) -> Taking:
    """CAS."""
    leave = leaving(elements)

    def take(draft: Draft, text: str) -> None:
        found = elements.adjustments(text)
        if found:
            draft[at] = behind(draft[at], found)
        else:
            leave(draft, text)

    return lambda prefix: take


def behind(held: tuple[Adjustment, ...], found: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
    """The reasons of one CAS behind those before it: `apart` where these are of the same group and leave room."""
    if not held:
        return found
    if held[-1].group == found[0].group and has_room(held, _GROUP):
        found = (replace(found[0], apart=True), *found[1:])
    return joined(held, found)
