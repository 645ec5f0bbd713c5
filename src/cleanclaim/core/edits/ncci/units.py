"""Units against the limit of the day or of the line (MUE)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from cleanclaim.core.claim import Claim
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.codesets.ncci import UnitLimit
from cleanclaim.core.edits.coding import quantity
from cleanclaim.core.edits.given import Given
from cleanclaim.core.edits.when import CodeOn

BY_LINE, BY_POLICY, BY_EXPERIENCE = 1, 2, 3
"""Adjudication indicators: of a line; of a day, fixed by law or meaning; of a day, which records can overcome."""


class Excess(Struct, frozen=True):
    """More units than the limit: at the line with this 0-based index, the last of its day."""

    index: int
    procedure: str
    on: date | None
    units: Decimal
    limit: UnitLimit


def limit_of(claim: Claim, given: Given, index: int) -> UnitLimit | None:
    """The limit of a line's procedure on its day, by the table of its kind of claim."""
    line = claim.lines[index]
    if not line.procedure or line.service_from is None:
        return None
    tables = given.codesets.mue_outpatient if claim.kind == "837I" else given.codesets.mue_practitioner
    return tables.at(line.service_from).limit(line.procedure)


def is_limited(indicator: int) -> CodeOn:
    """Whether a limit of this indicator is set on a code, in either table; the question of an edit's `When`."""

    def asked(codesets: CodeSets, code: str, on: date) -> bool:
        limits = (table.at(on).limit(code) for table in (codesets.mue_practitioner, codesets.mue_outpatient))
        return any(limit is not None and limit.indicator == indicator for limit in limits)

    return asked


def days_over(claim: Claim, given: Given, indicator: int) -> Iterator[Excess]:
    """Days on which the units of a procedure, all its lines together, are above a limit of this indicator."""
    sums: dict[tuple[str, date | None], tuple[int, Decimal, UnitLimit]] = {}
    for index, line in enumerate(claim.lines):
        limit = limit_of(claim, given, index)
        if limit and limit.indicator == indicator:
            key = line.procedure, line.service_from
            before = sums[key][1] if key in sums else Decimal(0)
            sums[key] = index, before + (quantity(line.units) or 0), limit
    for (procedure, on), (index, units, limit) in sums.items():
        if units > limit.units:
            yield Excess(index, procedure, on, units, limit)
