"""Lines of a claim, each with what the fee schedule says of its procedure."""

from collections.abc import Callable, Iterator

from cleanclaim.core.claim import Claim, ServiceLine
from cleanclaim.core.codesets import CodeSetMissing
from cleanclaim.core.codesets.fees import Indicators
from cleanclaim.core.edits.given import Given

Indicated = tuple[int, ServiceLine, Indicators]


def lines_indicated(claim: Claim, given: Given, modifiers: frozenset[str]) -> Iterator[Indicated]:
    """Index, line and indicators of each line with one of the modifiers; raises as below."""
    return indicated(claim, given, lambda line: not modifiers.isdisjoint(line.modifiers))


def indicated(claim: Claim, given: Given, is_wanted: Callable[[ServiceLine], bool]) -> Iterator[Indicated]:
    """Index, line and indicators of each wanted line with a day.

    Raises CodeSetMissing at the end when a line's procedure is not in the schedule: the others were judged by then.
    """
    unknown: CodeSetMissing | None = None
    for index, line in enumerate(claim.lines):
        if line.service_from is None or not is_wanted(line):
            continue
        try:
            indicators = given.codesets.indicators(line.procedure, on=line.service_from)
        except CodeSetMissing as missing:
            unknown = missing
            continue
        yield index, line, indicators
    if unknown:
        raise unknown
