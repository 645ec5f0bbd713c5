"""Loop 2400 of an 837: a service line with its drug, its providers and what other payers answered for it."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from cleanclaim.core.claim.read_parties import parties_of, party_if_named
from cleanclaim.core.claim.value import Adjustment, OtherPayerLine, ServiceLine
from cleanclaim.core.x12 import Delimiters, Segment
from cleanclaim.core.x12.elements import amount, day_of, malformed, references, split

_LINE_NOTES = {"ADD", "DCP"}


class _Service(Struct, frozen=True):
    """SV1, SV2 or SV3: where each keeps what a line needs; 0 for what it has not."""

    procedure: int
    charge: int
    unit: int
    units: int
    place: int
    pointers: int
    emergency: int
    revenue: int


_SERVICES = {
    "SV1": _Service(procedure=1, charge=2, unit=3, units=4, place=5, pointers=7, emergency=9, revenue=0),
    "SV2": _Service(procedure=2, charge=3, unit=4, units=5, place=0, pointers=0, emergency=0, revenue=1),
    "SV3": _Service(procedure=1, charge=2, unit=0, units=6, place=3, pointers=11, emergency=0, revenue=0),
}


def line_of(segments: Sequence[Segment], delimiters: Delimiters) -> ServiceLine:
    """One LX and everything under it; raises MalformedSegment for an unreadable number, amount or date."""
    own, *adjudications = split(segments, "SVD")
    before, parties = parties_of(own)
    service = next((s for s in before if s.id in _SERVICES), None)
    if service is None:
        raise malformed(segments[0], 1, "the line has no SV1, SV2 or SV3", loop="2400")
    at = _SERVICES[service.id]
    procedure, modifiers, description = _procedure(service, at.procedure, delimiters)
    first, last = days_of(before, "472", loop="2400")
    ids = dict(reversed(references(before)))
    drug = next((s for s in before if s.id == "LIN"), None)
    quantity = next((s for s in before if s.id == "CTP"), None)
    return ServiceLine(
        number=_whole(segments[0], 1),
        procedure=procedure,
        charge=amount(service, at.charge, loop="2400"),
        modifiers=modifiers,
        units=service[at.units] or "1",
        unit=_given(service, at.unit, "UN"),
        pointers=_pointers(service, at.pointers, delimiters) if at.pointers else (),
        service_from=first,
        service_to=last,
        place_of_service=_given(service, at.place),
        emergency=_given(service, at.emergency) == "Y",
        control_number=ids.get("6R", ""),
        description=description,
        ndc=drug[3] if drug else "",
        ndc_units=quantity[4] if quantity else "",
        ndc_unit=quantity.components(5, delimiters)[0] if quantity else "",
        revenue_code=_given(service, at.revenue),
        rendering=party_if_named(parties, "82"),
        ordering=party_if_named(parties, "DK"),
        clia=ids.get("X4", ""),
        note=next((s[2] for s in before if s.id == "NTE" and s[1] in _LINE_NOTES), ""),
        other_payers=tuple(_other_payer(part, delimiters) for part in adjudications),
    )


def days_of(segments: Iterable[Segment], qualifier: str, *, loop: str) -> tuple[date | None, date | None]:
    """The day, or first and last day, of the DTP with this qualifier; the last is None where only one is given."""
    segment = next((s for s in segments if s.id == "DTP" and s[1] == qualifier), None)
    if segment is None or not segment[3]:
        return None, None
    first, _, last = segment[3].partition("-")
    days = day_of(first[:8]), day_of(last[:8]) if last else None
    if days[0] is None or (last and days[1] is None):
        raise malformed(segment, 3, f"{segment[3]!r} is not a date", loop=loop)
    return days


def adjustments_of(segments: Iterable[Segment], *, loop: str) -> tuple[Adjustment, ...]:
    """Every reason of every CAS, in order."""
    return tuple(
        Adjustment(s[1], s[at], amount(s, at + 1, loop=loop), s[at + 2])
        for s in segments
        if s.id == "CAS"
        for at in range(2, 20, 3)
        if s[at] or s[at + 1]
    )


def _given(service: Segment, position: int, otherwise: str = "") -> str:
    """The element, or `otherwise` where the segment has no place for it."""
    return service[position] if position else otherwise


def _procedure(segment: Segment, position: int, delimiters: Delimiters) -> tuple[str, tuple[str, ...], str]:
    """A composite medical procedure: code, up to four modifiers, description."""
    _, code, *rest = (*segment.components(position, delimiters), "", "")
    return code, tuple(modifier for modifier in rest[:4] if modifier), rest[4] if len(rest) > 4 else ""


def _pointers(segment: Segment, position: int, delimiters: Delimiters) -> tuple[int, ...]:
    texts = [text for text in segment.components(position, delimiters) if text]
    if not all(text.isascii() and text.isdigit() for text in texts):
        raise malformed(segment, position, "a diagnosis pointer is not a number", loop="2400")
    return tuple(map(int, texts))


def _other_payer(segments: Sequence[Segment], delimiters: Delimiters) -> OtherPayerLine:
    """Loop 2430."""
    svd = segments[0]
    procedure, modifiers, _ = _procedure(svd, 3, delimiters)
    return OtherPayerLine(
        payer_id=svd[1],
        paid=amount(svd, 2, loop="2430"),
        procedure=procedure,
        modifiers=modifiers,
        units=svd[5] or "1",
        adjustments=adjustments_of(segments, loop="2430"),
        adjudicated_on=days_of(segments, "573", loop="2430")[0],
    )


def _whole(segment: Segment, position: int) -> int:
    text = segment[position]
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise malformed(segment, position, f"{text!r} is not a line number", loop="2400")
    return int(text)
