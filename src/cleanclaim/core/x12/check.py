"""Checking a file as a linter does: every fault of every transaction, whoever sent it, with no database."""

from collections.abc import Iterator

from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.judge import judge
from cleanclaim.core.x12.problem import Problem
from cleanclaim.core.x12.reader import read_interchanges
from cleanclaim.core.x12.stream import Source


def check(source: Source, *, file: str = "") -> Iterator[Problem]:
    """The faults of a file, interchange by interchange, envelopes first.

    Raises MalformedInterchange when the file cannot be read, after the faults of what came before.
    """
    for interchange in read_interchanges(source, file=file):
        yield from map(envelope_problem, interchange.problems)
        for transaction in interchange.transactions:
            yield from map(envelope_problem, transaction.problems)
            yield from judge(transaction)


def envelope_problem(error: X12Error) -> Problem:
    """A fault of the envelope in the form of the others."""
    return Problem(
        level=1,
        code=error.code,
        message=error.message,
        segment=error.segment,
        name=error.element[:3].rstrip("0123456789"),
        element=error.element if len(error.element) > 3 else "",
        value=error.value,
        file=error.file,
    )
