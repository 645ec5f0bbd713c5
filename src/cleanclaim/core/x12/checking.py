"""Checking a file as a linter does: every fault of every transaction, whoever sent it, with no database."""

from collections.abc import Iterable, Iterator
from datetime import date

from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.x12.envelope import Closed, Opened
from cleanclaim.core.x12.errors import X12Error
from cleanclaim.core.x12.judging import PLAIN, SYNTAX, Judge, Terms
from cleanclaim.core.x12.problem import Problem
from cleanclaim.core.x12.stream import Part, Source, name_of, read_stream


def check(
    source: Source,
    *,
    file: str = "",
    levels: Iterable[int] = PLAIN,
    codesets: CodeSets | None = None,
    as_of: date | None = None,
) -> Iterator[Problem]:
    """The faults of a file in the order in which they are found, in memory bounded by one claim.

    `levels` are SNIP types; `Terms` says what `codesets` and `as_of` do.  Raises MalformedInterchange when the file
    cannot be read, after the faults of what came before.
    """
    file = name_of(source, file)
    terms = Terms(levels, codesets, as_of)
    judge: Judge | None = None
    for event in read_stream(source, file=file):
        match event:
            case Part() if judge:
                yield from judge.take(event)
            case Opened():
                judge = Judge(event, terms, file=file)
            case Closed(problems=problems):
                if judge:
                    yield from judge.end()
                judge = None
                yield from (envelope_problem(error) for error in problems if SYNTAX in terms.levels)
            case X12Error() if SYNTAX in terms.levels:
                yield envelope_problem(event)


def envelope_problem(error: X12Error) -> Problem:
    """A fault of the envelope in the form of the others."""
    return Problem(
        level=SYNTAX,
        code=error.code,
        message=error.message,
        segment=error.segment,
        name=error.element[:3].rstrip("0123456789"),
        element=error.element if len(error.element) > 3 else "",
        value=error.value,
        file=error.file,
        offset=error.offset,
    )
