"""HL levels: numbered from 1 without a gap, each under one that came before, and HL04 true about what lies below."""

from collections.abc import Iterator

from cleanclaim.core.x12.problem import Problem
from cleanclaim.core.x12.segment import Segment, Transaction

_BAD_VALUE = "7"


def hierarchy_problems(transaction: Transaction) -> Iterator[Problem]:
    """Every HL that breaks the chain."""
    levels = [segment for segment in transaction.segments if segment.id == "HL"]
    parents = {level[2] for level in levels}
    earlier: set[str] = set()
    for count, level in enumerate(levels, start=1):
        for position, message in _faults(level, count, earlier, parents):
            yield Problem(
                2,
                _BAD_VALUE,
                message,
                level.number,
                transaction.position(level),
                "HL",
                element=f"HL{position:02d}",
                value=level[position],
                file=transaction.file,
            )
        earlier.add(level[1])


def _faults(level: Segment, count: int, earlier: set[str], parents: set[str]) -> Iterator[tuple[int, str]]:
    if level[1] != str(count):
        yield 1, f"is the level number {count} of the transaction"
    if level[2] and level[2] not in earlier:
        yield 2, f"no earlier level has the number {level[2]!r}"
    if level[4] == "1" and level[1] not in parents:
        yield 4, "says that levels follow below, but none does"
    if level[4] == "0" and level[1] in parents:
        yield 4, "says that no level follows below, but one does"
