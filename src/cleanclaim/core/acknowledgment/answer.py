"""The 999 that a receiver owes: what the judge found, as accepted or rejected transactions."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from cleanclaim.core.acknowledgment.value import (
    ElementError,
    FunctionalAcknowledgment,
    SegmentError,
    TransactionAcknowledgment,
)
from cleanclaim.core.x12 import Problem, Transaction, judge

_LONGEST_VALUE = 99  # IK404
_LONGEST_CLAIM = 35  # CTX01-2
_HAS_SEGMENT_ERRORS = "5"  # IK502: one or more segments in error
_SEGMENT_HAS_ELEMENT_ERRORS = "8"  # IK304
_IK5_NOTES = frozenset("12345")
_LEVELS = frozenset({1, 2})
_UNSAFE = str.maketrans(dict.fromkeys("*:^~`", " "))


def acknowledge(transactions: Iterable[Transaction]) -> tuple[FunctionalAcknowledgment, ...]:
    """One 999 for each group, in order: a transaction is rejected when syntax or guide is broken anywhere in it."""
    return tuple(
        _group_answer(group.functional_code, group.control_number, group.version, list(some))
        for group, some in groupby(transactions, key=lambda transaction: transaction.group)
    )


def _group_answer(
    functional_code: str, number: str, version: str, transactions: Sequence[Transaction]
) -> FunctionalAcknowledgment:
    answers = tuple(map(_answer, transactions))
    codes = {answer.code for answer in answers}
    code = "A" if codes <= {"A"} else "R" if codes == {"R"} else "P"
    return FunctionalAcknowledgment(functional_code, number, code, answers, version)


def _answer(transaction: Transaction) -> TransactionAcknowledgment:
    problems = judge(transaction, levels=_LEVELS)
    notes = tuple(dict.fromkeys(p.code for p in transaction.problems if p.element[:2] == "SE" and p.code in _IK5_NOTES))
    if problems:
        notes = (*notes, _HAS_SEGMENT_ERRORS)
    errors = tuple(
        error
        for _, some in groupby(problems, key=lambda problem: problem.position)
        for error in _segment_errors(list(some))
    )
    code = "R" if notes else "A"
    return TransactionAcknowledgment(transaction.kind, transaction.control_number, code, errors, notes)


def _segment_errors(problems: Sequence[Problem]) -> Iterable[SegmentError]:
    """At one position: each fault of the segment itself, then one IK3 for all its elements."""
    for problem in problems:
        if not problem.element:
            yield SegmentError(
                problem.name, problem.position, problem.code, problem.loop[:4], _said(problem.claim)[:35]
            )
    inner = [problem for problem in problems if problem.element]
    if inner:
        first = inner[0]
        elements = tuple(_element_error(problem) for problem in inner)
        yield SegmentError(
            first.name, first.position, _SEGMENT_HAS_ELEMENT_ERRORS, first.loop[:4], _said(first.claim), elements
        )


def _element_error(problem: Problem) -> ElementError:
    place, _, component = problem.element.removeprefix(problem.name).partition("-")
    position = str(int(place)) + (f"-{component}" if component else "")
    return ElementError(position, problem.code, _carried(problem.value)[:_LONGEST_VALUE])


def _said(claim: str) -> str:
    """CLM01 as CTX01 can carry it."""
    return _carried(claim)[:_LONGEST_CLAIM]


def _carried(text: str) -> str:
    """A value as a 999 can carry it."""
    return "".join(c if " " <= c <= "\x7e" else "?" for c in text).translate(_UNSAFE).strip()
