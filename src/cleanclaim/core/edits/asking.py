"""Questions of `When`, asked for all edits together: each answer is the set of edits let in, a bit for each edit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import Struct

from cleanclaim.core.claim import ServiceLine
from cleanclaim.core.codesets import CodeSetMissing, CodeSets
from cleanclaim.core.edits.known import Known
from cleanclaim.core.edits.when import Codes, When

ANY = ""
REMEMBERED = 20_000
_OF_ITS_OWN = {"number", "control_number", "service_from", "service_to"}
_SHARED = tuple(name for name in ServiceLine.__struct_fields__ if name not in _OF_ITS_OWN)
shared_by_lines: Callable[[ServiceLine], tuple[Any, ...]] = attrgetter(*_SHARED)
"""What lines are alike in."""


def words(whens: Sequence[When], question: str) -> dict[str, int]:
    """The edits that each word lets in; under ANY those that do not ask, which are let in by anything."""
    asked = [_several(getattr(when, question)) for when in whens]
    known = {word: _bits(word in each for each in asked) for word in frozenset().union(*asked)}
    return {**known, ANY: _bits(not each for each in asked)}


class Question:
    """One that is a function; `unasked` are the edits that do not put it."""

    def __init__(self, whens: Sequence[When], question: str) -> None:
        asked = [_function(getattr(when, question)) for when in whens]
        self.unasked = _bits(each is None for each in asked)
        self._asked = [(each, 1 << position) for position, each in enumerate(asked) if each]

    def __call__(self, *arguments: Any) -> int:
        """The edits let in, with those that do not ask; what the tables do not know lets in."""
        bits = self.unasked
        for ask, bit in self._asked:
            try:
                bits |= bit if ask(*arguments) else 0
            except CodeSetMissing:
                bits |= bit
        return bits

    def remembered(self, *first: Any) -> Callable[..., int]:
        """The same with its first arguments, asked once for equal ones that follow."""
        return lru_cache(maxsize=REMEMBERED)(partial(self, *first))


class LetInByLine(NamedTuple):
    """The edits that a line lets in, by question."""

    procedures: int
    modifiers: int
    places: int
    fields: int
    line: int
    party: int


class LineQuestions:
    """All that is asked of a line but its days; lines alike in everything else are asked once."""

    def __init__(self, whens: Sequence[When], fields: Mapping[str, int], party: Callable[..., int]) -> None:
        self._procedure, self._line = Question(whens, "procedures"), Question(whens, "line")
        self._modifiers, self._places = words(whens, "modifiers"), words(whens, "places")
        self._fields, self._party = fields, party
        self.remembered = lru_cache(maxsize=REMEMBERED)(self._asked)
        self.unasked = LetInByLine(
            self._procedure.unasked,
            self._modifiers[ANY],
            self._places[ANY],
            fields[ANY],
            self._line.unasked,
            0,
        )

    def of_place(self, place: str) -> int:
        """Those that a place of service lets in."""
        return self._places.get(place, 0)

    def _asked(self, shared: tuple[Any, ...]) -> LetInByLine:
        line = ServiceLine(0, **dict(zip(_SHARED, shared, strict=True)))
        modifiers = parties = 0
        for modifier in line.modifiers:
            modifiers |= self._modifiers.get(modifier, 0)
        for party in (line.rendering, line.ordering):
            if party:
                parties |= self._party(party)
        return LetInByLine(
            self._procedure(line.procedure),
            modifiers,
            self._places.get(line.place_of_service, 0) if line.place_of_service else 0,
            filled(line, self._fields, 0),
            self._line(line),
            parties,
        )


class ByTables:
    """What is asked of codes on days, by the tables of one server."""

    def __init__(self, codesets: CodeSets, procedure: Question, diagnosis: Question) -> None:
        self.codesets = codesets
        self.procedure: Callable[[str, date], int] = procedure.remembered(codesets)
        self.diagnosis: Callable[[str, date], int] = diagnosis.remembered(codesets)


class FactQuestions:
    """Which edits what is known besides the claim lets in; what nobody knows lets them in, to say so."""

    def __init__(self, whens: Sequence[When]) -> None:
        asked = words(whens, "facts")
        self.unasked = asked.pop(ANY)
        self._asked = [(*name.partition(".")[::2], bits) for name, bits in asked.items()]

    def __call__(self, known: Known) -> int:
        bits = self.unasked
        for name, field, let_in in self._asked:
            record = getattr(known, name)
            if record is None or (_is_filled(record, field) if field else record):
                bits |= let_in
        return bits


def _is_filled(record: Struct, field: str) -> bool:
    return bool(getattr(record, field)) or field in getattr(record, "unwritten", ())


def filled(value: Struct, fields: Mapping[str, int], bits: int) -> int:
    """With the edits that the filled ones of the fields let in."""
    for name, let_in in fields.items():
        if name and getattr(value, name):
            bits |= let_in
    return bits


def _several(asked: str | Iterable[str]) -> frozenset[str]:
    return frozenset({asked} - {""} if isinstance(asked, str) else asked)


def _function(asked: Codes | Callable[..., object] | None) -> Callable[..., object] | None:
    return asked.__contains__ if isinstance(asked, frozenset) and asked else asked if callable(asked) else None


def _bits(answers: Iterable[bool]) -> int:
    return sum(1 << position for position, is_in in enumerate(answers) if is_in)
