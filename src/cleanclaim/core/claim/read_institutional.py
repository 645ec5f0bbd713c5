"""What only an 837I claim carries: bill type, statement dates, CL1, and the many meanings of HI."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cleanclaim.core import money
from cleanclaim.core.claim.read_lines import days_of
from cleanclaim.core.claim.read_parties import Parties, party_if_named
from cleanclaim.core.claim.value import Institutional
from cleanclaim.core.errors import MalformedAmount
from cleanclaim.core.x12 import Delimiters, Segment
from cleanclaim.core.x12.elements import day_of, malformed

Code = tuple[Segment, int, tuple[str, ...]]
"""One composite of an HI: its segment, its position, and (qualifier, code, format, date, amount …)."""


def codes_of(segments: Iterable[Segment], delimiters: Delimiters, *qualifiers: str) -> Iterator[Code]:
    """Every code of every HI with one of these qualifiers, in order."""
    for segment in segments:
        if segment.id != "HI":
            continue
        for position in range(1, len(segment.elements)):
            parts = (*segment.components(position, delimiters), "", "", "", "")
            if parts[0] in qualifiers and parts[1]:
                yield segment, position, parts


def pointed(code: str) -> str:
    """E1165 as E11.65."""
    return f"{code[:3]}.{code[3:]}" if len(code) > 3 and "." not in code else code


def institutional_of(
    clm: Segment, segments: Sequence[Segment], parties: Parties, delimiters: Delimiters
) -> Institutional:
    """Loop 2300 of an 837I; raises MalformedSegment for an unreadable date or amount."""
    facility, _, frequency = (*clm.components(5, delimiters), "", "")[:3]
    first, last = days_of(segments, "434", loop="2300")
    stay = next((s for s in segments if s.id == "CL1"), None)

    def plain(*qualifiers: str) -> tuple[str, ...]:
        return tuple(parts[1] for _, _, parts in codes_of(segments, delimiters, *qualifiers))

    return Institutional(
        type_of_bill=facility + frequency,
        statement_from=first,
        statement_to=last,
        admission=_text(segments, "435"),
        discharge_hour=_text(segments, "096"),
        admission_type=stay[1] if stay else "",
        admission_source=stay[2] if stay else "",
        patient_status=stay[3] if stay else "",
        admitting_diagnosis=pointed(next(iter(plain("ABJ", "BJ")), "")),
        drg=next(iter(plain("DR")), ""),
        condition_codes=plain("BG"),
        occurrence_codes=tuple((c[2][1], _day(c)) for c in codes_of(segments, delimiters, "BH")),
        occurrence_spans=tuple((c[2][1], *_span(c)) for c in codes_of(segments, delimiters, "BI")),
        value_codes=tuple((c[2][1], _amount(c)) for c in codes_of(segments, delimiters, "BE")),
        procedures=tuple((c[2][1], day_of(c[2][3])) for c in codes_of(segments, delimiters, "BBR", "BR", "BBQ", "BQ")),
        attending=party_if_named(parties, "71"),
        operating=party_if_named(parties, "72"),
    )


def _text(segments: Iterable[Segment], qualifier: str) -> str:
    return next((s[3] for s in segments if s.id == "DTP" and s[1] == qualifier), "")


def _day(code: Code) -> date:
    segment, position, parts = code
    found = day_of(parts[3])
    if found is None:
        raise malformed(segment, position, f"{parts[3]!r} is not a date (CCYYMMDD)", loop="2300")
    return found


def _span(code: Code) -> tuple[date, date]:
    segment, position, parts = code
    first, _, last = parts[3].partition("-")
    days = day_of(first), day_of(last or first)
    if days[0] is None or days[1] is None:
        raise malformed(segment, position, f"{parts[3]!r} is not a span of dates", loop="2300")
    return days[0], days[1]


def _amount(code: Code) -> int:
    segment, position, parts = code
    try:
        return money.cents(parts[4])
    except MalformedAmount as error:
        raise malformed(segment, position, str(error), loop="2300") from None
