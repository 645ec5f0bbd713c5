"""The judge: what is wrong with a transaction by its guide, as 999 codes with their places.

Levels are SNIP types, each chosen apart: 1 syntax, 2 guide, 3 balancing, 4 situations, 5 code sets.
"""

from collections.abc import Iterable
from datetime import date

from cleanclaim.core.codesets import CodeSets
from cleanclaim.core.x12.elements import day_of
from cleanclaim.core.x12.envelope import Opened
from cleanclaim.core.x12.guide import Guide, guide_for, guide_of
from cleanclaim.core.x12.judge_checks import plan_for
from cleanclaim.core.x12.judge_codes import Codes
from cleanclaim.core.x12.judge_frame import Row
from cleanclaim.core.x12.judge_walk import Walk
from cleanclaim.core.x12.problem import Problem
from cleanclaim.core.x12.segment import Group, InterchangeHeader, Place, Transaction, offset_in
from cleanclaim.core.x12.stream import Part

SYNTAX, GUIDE, BALANCING, SITUATIONS, CODE_SETS = 1, 2, 3, 4, 5
LEVELS = frozenset({SYNTAX, GUIDE, BALANCING, SITUATIONS, CODE_SETS})
"""Every SNIP type that is judged here."""
PLAIN = frozenset({SYNTAX, GUIDE, BALANCING})
"""What needs neither a day nor a code set: what is judged when nothing else is asked for."""
_ENVELOPE = frozenset({"ST", "SE"})


class Terms:
    """By what a file is judged.

    Without `as_of` no date may be after the day on which its group was made (GS04).  Level 5 without `codesets` finds
    nothing wrong, and says of each table that it was not checked.
    """

    def __init__(
        self, levels: Iterable[int] = PLAIN, codesets: CodeSets | None = None, as_of: date | None = None
    ) -> None:
        self.levels, self.codes, self.as_of = frozenset(levels), Codes(codesets), as_of
        assert self.levels <= LEVELS, f"SNIP types are 1 to 5, not {sorted(self.levels - LEVELS)}"


def judge(
    transaction: Transaction,
    *,
    levels: Iterable[int] = PLAIN,
    codesets: CodeSets | None = None,
    as_of: date | None = None,
) -> tuple[Problem, ...]:
    """What is wrong with one transaction, in order; nothing when there is no guide for it here.

    The envelope's faults are `transaction.problems`.
    """
    guide = guide_of(transaction)
    if guide is None:
        return ()
    terms = Terms(levels, codesets, as_of)
    walk = _walk(guide, transaction.group, transaction.interchange, transaction.segments[0].number, terms)
    walk.file = transaction.file
    separator = transaction.interchange.delimiters.element
    body = [segment for segment in transaction.segments if segment.id not in _ENVELOPE]
    last = transaction.segments[-1]
    place = _Whole(transaction, body[0].number if body else last.number)
    walk.take([separator.join(segment.elements) for segment in body], place)
    walk.end(Row(last.number, separator.join(last.elements), place))
    return tuple(sorted(_asked(walk, terms), key=lambda problem: problem.position))


class Judge:
    """Judges one transaction while it is read, part by part, in memory bounded by one claim.

    Faults come as they are found: those of a claim when it ends.
    """

    def __init__(self, opened: Opened, terms: Terms, *, file: str = "") -> None:
        self._opened, self._terms, self._file = opened, terms, file
        self._walk: Walk | None = None
        self._last: Part | None = None

    def take(self, part: Part) -> list[Problem]:
        """What the part brings to light; ST and SE are parts too."""
        self._last = part
        if len(part.texts) == 1 and part.texts[0].partition(self._separator)[0] in _ENVELOPE:
            return []
        if self._walk is None:
            self._walk = self._begun(part.texts)
        if self._walk is None:
            return []
        self._walk.take(part.texts, part)
        return _asked(self._walk, self._terms)

    def end(self) -> list[Problem]:
        """What is missing, and what concerns the transaction as a whole."""
        walk = self._walk or self._begun(())
        if walk is None:
            return []
        last = self._last
        walk.end(Row(last.number + len(last.texts) - 1, last.texts[-1], last) if last else walk.frame.opening)
        return _asked(walk, self._terms)

    @property
    def _separator(self) -> str:
        return self._opened.interchange.delimiters.element

    def _begun(self, texts: Iterable[str]) -> Walk | None:
        """The walk along the guide that the header (BHT02) chooses."""
        cut = (text.split(self._separator) for text in texts)
        purpose = next((one[2] for one in cut if one[0] == "BHT" and len(one) > 2), "")
        opened = self._opened
        guide = guide_for(opened.kind, opened.version, purpose)
        if guide is None:
            return None
        walk = _walk(guide, opened.group, opened.interchange, opened.segment.number, self._terms)
        walk.file = self._file
        return walk


class _Whole:
    """Where the segments of a whole transaction stand in its file."""

    def __init__(self, transaction: Transaction | None, number: int) -> None:
        self.number = number
        self._parts: tuple[Place, ...] = transaction.parts if transaction else ()

    def offset(self, number: int) -> int:
        return offset_in(self._parts, number)


def _walk(guide: Guide, group: Group, interchange: InterchangeHeader, start: int, terms: Terms) -> Walk:
    plan = plan_for(guide.name, interchange.delimiters, terms.levels)
    today = terms.as_of or day_of(group.date)
    return Walk(plan, start, today=today, made_on=day_of(group.date), codes=terms.codes)


def _asked(walk: Walk, terms: Terms) -> list[Problem]:
    """What was found since the last time, of the levels asked for."""
    if not walk.found:
        return []
    found, walk.found = walk.found, []
    return [problem for problem in found if problem.level in terms.levels]
