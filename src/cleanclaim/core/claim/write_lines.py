"""Loop 2400 of an 837P: a service line and what other payers answered for it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from cleanclaim.core import money
from cleanclaim.core.claim.value import Adjustment, OtherPayerLine, ServiceLine
from cleanclaim.core.claim.write_parties import day, party_rows
from cleanclaim.core.x12 import Row

_REASONS_A_SEGMENT = 6
_MODIFIERS = 4


def line_rows(line: ServiceLine) -> Iterator[Row]:
    """LX and everything under it, in the guide's order."""
    yield ("LX", str(line.number))
    yield (
        "SV1",
        ("HC", line.procedure, *_padded(line), line.description) if line.description else _procedure(line),
        money.x12(line.charge),
        line.unit,
        line.units,
        line.place_of_service,
        "",
        tuple(map(str, line.pointers)),
        "",
        "Y" if line.emergency else "",
    )
    if line.service_from:
        yield ("DTP", "472", *span(line.service_from, line.service_to))
    if line.control_number:
        yield ("REF", "6R", line.control_number)
    if line.clia:
        yield ("REF", "X4", line.clia)
    if line.note:
        yield ("NTE", "ADD", line.note)
    if line.ndc:
        yield ("LIN", "", "N4", line.ndc)
        if line.ndc_units or line.ndc_unit:
            yield ("CTP", "", "", "", line.ndc_units, (line.ndc_unit,))
    if line.rendering:
        yield from party_rows("82", line.rendering, taxonomy="PE")
    if line.ordering:
        yield from party_rows("DK", line.ordering, contact=True)
    for answer in line.other_payers:
        yield from _other_payer_rows(answer, line)


def adjustment_rows(adjustments: Iterable[Adjustment]) -> Iterator[Row]:
    """One CAS for each run of one group, at most six reasons each."""
    for group, run in groupby(adjustments, key=lambda adjustment: adjustment.group):
        reasons = list(run)
        for start in range(0, len(reasons), _REASONS_A_SEGMENT):
            part = reasons[start : start + _REASONS_A_SEGMENT]
            yield ("CAS", group, *(text for a in part for text in (a.reason, money.x12(a.amount), a.quantity)))


def span(first: date, last: date | None) -> tuple[str, str]:
    """Format and text of one day or of a span of days."""
    return ("RD8", f"{day(first)}-{day(last)}") if last else ("D8", day(first))


def _other_payer_rows(answer: OtherPayerLine, line: ServiceLine) -> Iterator[Row]:
    """Loop 2430; the procedure is the line's own unless the payer answered for another."""
    procedure = ("HC", answer.procedure, *answer.modifiers) if answer.procedure else _procedure(line)
    yield ("SVD", answer.payer_id, money.x12(answer.paid), procedure, "", answer.units)
    yield from adjustment_rows(answer.adjustments)
    if answer.adjudicated_on:
        yield ("DTP", "573", "D8", day(answer.adjudicated_on))


def _procedure(line: ServiceLine) -> tuple[str, ...]:
    return ("HC", line.procedure, *line.modifiers)


def _padded(line: ServiceLine) -> tuple[str, ...]:
    """Four modifiers, so that a description stands in its place."""
    return (*line.modifiers, *("" for _ in range(_MODIFIERS - len(line.modifiers))))
