"""Whether a line is the same service as an earlier one, or looks like it."""

from collections.abc import Set
from datetime import date

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.edits.known import PastService

NOT_REPLACING = frozenset("0123459")  # CLM05-3: originals, interim bills, late charges


def is_of_day(past: PastService, days: Set[date | None]) -> bool:
    """Whether it was done on a day of the claim's lines."""
    return past.service_from in days


def is_same(claim: Claim, line: ServiceLine, past: PastService) -> bool:
    """Same day, code, modifiers, units, charge and clinician."""
    return (
        is_alike(line, past)
        and set(past.modifiers) == set(line.modifiers)
        and (past.units, past.charge) == (line.units, line.charge)
        and past.rendering_npi in {"", _rendering(claim, line)}
    )


def is_alike(line: ServiceLine, past: PastService) -> bool:
    """Same day and code."""
    return past.procedure == line.procedure and past.service_from == line.service_from


def _rendering(claim: Claim, line: ServiceLine) -> str:
    party = line.rendering or claim.rendering or claim.billing
    return party.npi
