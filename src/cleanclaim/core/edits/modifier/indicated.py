"""Lines with one of some modifiers, each with what the fee schedule says of its procedure."""

from collections.abc import Iterator

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.codesets.fees import Indicators
from cleanclaim.core.edits.given import Given


def lines_indicated(
    claim: Claim, given: Given, modifiers: frozenset[str]
) -> Iterator[tuple[int, ServiceLine, Indicators]]:
    """Index, line and indicators, line by line.

    Raises CodeSetMissing at the end when a line's procedure is not in the schedule: the others were judged by then.
    """
    unknown: CodeSetMissing | None = None
    for index, line in enumerate(claim.lines):
        if modifiers.isdisjoint(line.modifiers) or line.service_from is None:
            continue
        try:
            indicators = given.codesets.indicators(line.procedure, on=line.service_from)
        except CodeSetMissing as missing:
            unknown = missing
            continue
        yield index, line, indicators
    if unknown:
        raise unknown
