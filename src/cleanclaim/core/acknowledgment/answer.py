"""The 999 that a receiver owes: what the judge found, as accepted or rejected transactions."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from cleanclaim.core.acknowledgment.parties import carried
from cleanclaim.core.acknowledgment.value import (
    Context,
    ElementError,
    FunctionalAcknowledgment,
    SegmentError,
    TransactionAcknowledgment,
)
from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.x12 import Problem, Transaction, judge
from cleanclaim.core.x12.guide import GUIDES, guide_of
from cleanclaim.core.x12.problem import Trigger

_LONGEST_VALUE = 99  # IK404
_LONGEST_CLAIM = 35  # CTX01-2
_LONGEST_LOOP = 4  # IK303
_NO_SUCH_TRANSACTION, _HAS_SEGMENT_ERRORS, _NO_SUCH_GUIDE = "1", "5", "I6"  # IK502
_SEGMENT_HAS_ELEMENT_ERRORS = "8"  # IK304
_IK5_NOTES, _AK9_NOTES = frozenset("12345"), frozenset("12345")
_LEVELS = frozenset({1, 2})
_UNITS = {"837": "CLM01", "276": "TRN02", "277": "TRN02", "270": "TRN02", "271": "TRN02"}
"""By what a sender knows its claim or inquiry; the 999 has no name for that of an 835."""
_NO_UNIT = "CLM01"
_ACKNOWLEDGMENT = "FA"
_LAST_PLACE = 99  # IK401
_LONGEST_CODE, _LONGEST_KIND, _LONGEST_NUMBER, _LONGEST_VERSION = 2, 3, 9, 12  # AK101, AK201, AK102 and AK202, AK103


def acknowledge(
    transactions: Iterable[Transaction],
    *,
    levels: Iterable[int] = _LEVELS,
    codesets: CodeSets | None = None,
    as_of: date | None = None,
) -> tuple[FunctionalAcknowledgment, ...]:
    """One 999 for each group, in order: a transaction is rejected when one of the SNIP types asked for finds a fault.

    A transaction that no guide here is for is rejected as not supported; acknowledgments themselves are not answered.
    """
    return tuple(
        _group_answer([(one, judge(one, levels=levels, codesets=codesets, as_of=as_of)) for one in some])
        for (_, group), some in groupby(transactions, key=lambda one: (one.interchange, one.group))
        if group.functional_code != _ACKNOWLEDGMENT
    )


def answer(transaction: Transaction, problems: Sequence[Problem]) -> TransactionAcknowledgment:
    """AK2 … IK5 of one transaction that was judged."""
    found = [problem for problem in problems if not problem.is_unchecked]
    notes = tuple(dict.fromkeys(p.code for p in transaction.problems if p.element[:2] == "SE" and p.code in _IK5_NOTES))
    if guide_of(transaction) is None:
        is_known = any(kind == transaction.kind for kind, _ in GUIDES.values())
        notes = (*notes, _NO_SUCH_GUIDE if is_known else _NO_SUCH_TRANSACTION)
    if found:
        notes = (*notes, _HAS_SEGMENT_ERRORS)
    errors = tuple(
        error
        for _, some in groupby(found, key=lambda problem: problem.position)
        for error in _segment_errors(list(some), _UNITS.get(transaction.kind, ""))
    )
    code = "R" if notes else "A"
    kind, number = carried(transaction.kind, _LONGEST_KIND), carried(transaction.control_number, _LONGEST_NUMBER)
    return TransactionAcknowledgment(kind, number, code, errors, notes)


def _group_answer(judged: Sequence[tuple[Transaction, Sequence[Problem]]]) -> FunctionalAcknowledgment:
    answers = tuple(answer(transaction, problems) for transaction, problems in judged)
    about = [p for one, _ in judged for p in one.problems if p.element[:2] == "GE" and p.code in _AK9_NOTES]
    notes = tuple(dict.fromkeys(problem.code for problem in about))
    codes = {one.code for one in answers}
    accepted = "E" if notes else "A"
    code = accepted if codes <= {"A"} else "R" if codes == {"R"} else "P"
    group = judged[0][0].group
    functional_code, number = (
        carried(group.functional_code, _LONGEST_CODE),
        carried(group.control_number, _LONGEST_NUMBER),
    )
    version = carried(group.version, _LONGEST_VERSION)
    return FunctionalAcknowledgment(functional_code, number, code, answers, version, notes)


def _segment_errors(problems: Sequence[Problem], unit: str) -> Iterator[SegmentError]:
    """At one position: each fault of the segment itself, then one IK3 for all its elements."""
    for problem in problems:
        if not problem.element:
            yield _segment_error(problem, problem.code, unit)
    inner = [problem for problem in problems if problem.element]
    if inner:
        elements = tuple(map(_element_error, inner))
        yield _segment_error(inner[0], _SEGMENT_HAS_ELEMENT_ERRORS, unit, elements)


def _segment_error(problem: Problem, code: str, unit: str, elements: tuple[ElementError, ...] = ()) -> SegmentError:
    trigger = None if elements else _context(problem.trigger)
    claim = carried(problem.claim, _LONGEST_CLAIM) if unit else ""
    loop, unit = _loop(problem.loop), unit if claim else _NO_UNIT
    name = f"{carried(problem.name, _LONGEST_KIND):?<2}"  # an ID of two or three characters
    return SegmentError(name, problem.position, code, loop, claim, elements, unit, trigger)


def _element_error(problem: Problem) -> ElementError:
    place, _, component = problem.element.removeprefix(problem.name).partition("-")
    position = str(min(int(place), _LAST_PLACE)) + (f"-{component}" if component else "")
    return ElementError(position, problem.code, carried(problem.value, _LONGEST_VALUE), _context(problem.trigger))


def _context(trigger: Trigger | None) -> Context | None:
    return Context(trigger.name, trigger.position, _loop(trigger.loop), trigger.element) if trigger else None


def _loop(loop: str) -> str:
    """As IK303 carries it: 2010 for 2010BA; the header has no number."""
    return loop[:_LONGEST_LOOP] if loop[:1].isdigit() else ""
