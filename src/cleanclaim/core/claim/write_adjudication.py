"""What other payers answered, as an 837 tells it: CAS, procedures, and loop 2430."""

from collections.abc import Iterable

from cleanclaim.core import money
from cleanclaim.core.claim.value import Adjustment, OtherPayerLine, ServiceLine
from cleanclaim.core.claim.write_also import with_also
from cleanclaim.core.claim.write_parties import day
from cleanclaim.core.x12 import Row

_REASONS_A_SEGMENT = 6
_MODIFIERS = 4


def adjustment_rows(adjustments: Iterable[Adjustment]) -> list[Row]:
    """One CAS for neighbors of one group, at most six, unless one is apart."""
    rows: list[Row] = []
    elements: list[str] = []
    count = 0
    for adjustment in adjustments:
        is_next = elements and elements[1] == adjustment.group and count < _REASONS_A_SEGMENT
        if not is_next or adjustment.apart:
            if elements:
                rows.append(tuple(elements))
            elements, count = ["CAS", adjustment.group], 0
        elements += (adjustment.reason, money.x12(adjustment.amount), adjustment.quantity)
        count += 1
    if elements:
        rows.append(tuple(elements))
    return rows


def procedure_of(value: ServiceLine | OtherPayerLine, qualifier: str) -> tuple[str, ...]:
    """SV101 and its like; `qualifier` is the one that is understood."""
    kind = value.procedure_kind or qualifier
    if not (value.description or value.procedure_end):
        return (kind, value.procedure, *value.modifiers) if value.modifiers else (kind, value.procedure)
    blank = ("",) * (_MODIFIERS - len(value.modifiers))
    return (kind, value.procedure, *value.modifiers, *blank, value.description, value.procedure_end)


def answer_rows(answer: OtherPayerLine, line: ServiceLine, qualifier: str) -> list[Row]:
    """Loop 2430; the procedure is the line's own unless the payer answered for another."""
    procedure = procedure_of(answer, qualifier) if answer.procedure or answer.procedure_kind else ()
    if not procedure and (line.procedure and not answer.revenue_code):
        procedure = procedure_of(line, qualifier)[:6]
    paid = money.x12(answer.paid)
    svd: Row = ("SVD", answer.payer_id, paid, procedure or "", answer.revenue_code, answer.units, answer.bundled_into)
    rows = [svd, *adjustment_rows(answer.adjustments)]
    if answer.adjudicated_on:
        rows.append(("DTP", "573", "D8", day(answer.adjudicated_on)))
    if answer.patient_owes is not None:
        rows.append(("AMT", "EAF", money.x12(answer.patient_owes)))
    return with_also(rows, answer.also) if answer.also else rows
