"""Questions of `When`, asked for all edits together: each answer is the set of edits let in, a bit for each edit."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial, reduce
from operator import attrgetter, or_
from typing import Any, NamedTuple

from msgspec import Struct

from cleanclaim.core.claim import Claim, Party, ServiceLine
from cleanclaim.core.codesets import CodeSetMissing, CodeSets
from cleanclaim.core.edits.known import Known, RegisteredNpi
from cleanclaim.core.edits.when import Codes, Somebody, When

ANY = ""
REMEMBERED = 20_000
_OF_ITS_OWN = {"number", "control_number", "service_from", "service_to"}
_SHARED = tuple(name for name in ServiceLine.__struct_fields__ if name not in _OF_ITS_OWN)
shared_by_lines: Callable[[ServiceLine], tuple[Any, ...]] = attrgetter(*_SHARED)
"""What lines are alike in."""
_WORDS = {"filing_code": "filing", "frequency": "frequency"}
_TERMS = (*_WORDS, "sequence", "assignment", "benefits_assigned", "release", "insurance_type")
terms_of: Callable[[Claim], tuple[Any, ...]] = attrgetter(*_TERMS)
"""How a claim is sent."""


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
        bits: defaultdict[Callable[..., object], int] = defaultdict(int)  # what several edits ask is asked once
        for position, each in enumerate(asked):
            if each:
                bits[each] |= 1 << position
        self._asked = [*bits.items()]

    def __call__(self, *arguments: Any) -> int:
        """The edits let in, with those that do not ask; what the tables do not know lets in."""
        bits = self.unasked
        for ask, let_in in self._asked:
            try:
                if ask(*arguments):
                    bits |= let_in
            except CodeSetMissing:
                bits |= let_in
        return bits

    def remembered(self, *first: Any) -> Callable[..., int]:
        """The same with its first arguments, asked once for equal ones that follow."""
        return lru_cache(maxsize=REMEMBERED)(partial(self, *first))


class TermQuestions:
    """What is asked of how a claim is sent; claims sent alike are asked once."""

    def __init__(self, whens: Sequence[When]) -> None:
        self._words = [(name, words(whens, question)) for name, question in _WORDS.items()]
        self._terms = Question(whens, "terms")
        self.remembered = lru_cache(maxsize=REMEMBERED)(self._asked)

    def _asked(self, terms: tuple[Any, ...]) -> int:
        claim = Claim("", **dict(zip(_TERMS, terms, strict=True)))
        bits = self._terms(claim)
        for name, known in self._words:
            bits &= known[ANY] | known.get(getattr(claim, name), 0)
        return bits


class LetInByLine(NamedTuple):
    """The edits that a line lets in, by question."""

    procedures: int
    modifiers: int
    places: int
    fields: int
    line: int


class LineQuestions:
    """All that is asked of a line but its days; lines alike in everything else are asked once."""

    def __init__(self, whens: Sequence[When], fields: Mapping[str, int]) -> None:
        self._procedure, self._line = Question(whens, "procedures"), Question(whens, "line")
        self._modifiers, self._places = words(whens, "modifiers"), words(whens, "places")
        self._fields = fields
        self.remembered = lru_cache(maxsize=REMEMBERED)(self._asked)
        self.unasked = LetInByLine(
            self._procedure.unasked,
            self._modifiers[ANY],
            self._places[ANY],
            0,  # those that ask for no field are let in by the claim
            self._line.unasked,
        )

    def of_place(self, place: str) -> int:
        """Those that a place of service lets in."""
        return self._places.get(place, 0)

    def _asked(self, shared: tuple[Any, ...]) -> LetInByLine:
        line = ServiceLine(0, **dict(zip(_SHARED, shared, strict=True)))
        modifiers = 0
        for modifier in line.modifiers:
            modifiers |= self._modifiers.get(modifier, 0)
        return LetInByLine(
            self._procedure(line.procedure),
            modifiers,
            self._places.get(line.place_of_service, 0) if line.place_of_service else 0,
            filled(line, self._fields, 0),
            self._line(line),
        )


class ByTables:
    """What is asked of people and of codes on days, by the tables of one server."""

    def __init__(self, codesets: CodeSets, whens: Sequence[When]) -> None:
        self.codesets = codesets
        procedure, diagnosis = Question(whens, "procedure_on"), Question(whens, "diagnosis_on")
        place = Question(whens, "place_on")
        party, together = Question(whens, "party"), Question(whens, "together")
        self.no_procedure, self.no_diagnosis, self.nobody = procedure.unasked, diagnosis.unasked, party.unasked
        self.procedure: Callable[[str, date], int] = procedure.remembered(codesets)
        self.diagnosis: Callable[[str, date], int] = diagnosis.remembered(codesets)
        self.no_place = place.unasked
        self.place: Callable[[str, date], int] = place.remembered(codesets)
        self.party: Callable[[str, Party, RegisteredNpi | None], int] = lru_cache(maxsize=REMEMBERED)(
            lambda *who: party(codesets, Somebody(*who))
        )
        self.together: Callable[[tuple[str, ...], date], int] = together.remembered(codesets)


class FactQuestions:
    """Which edits what is known besides the claim lets in; what nobody knows lets them in, to say so."""

    def __init__(self, whens: Sequence[When]) -> None:
        asked = words(whens, "facts")
        self.unasked = asked.pop(ANY)
        self._whole = [(name, bits) for name, bits in asked.items() if "." not in name]
        fields: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for name, bits in asked.items():
            record, point, field = name.partition(".")
            if point:
                fields[record][field] = bits
        self._records = [(record, some, reduce(or_, some.values())) for record, some in fields.items()]

    def __call__(self, known: Known) -> int:
        bits = self.unasked
        for name, let_in in self._whole:
            record = getattr(known, name)
            bits |= let_in if record or record is None else 0
        for name, fields, let_in in self._records:
            record = getattr(known, name)
            bits = bits | let_in if record is None else filled(record, fields, bits)
            for field in getattr(record, "unwritten", ()):
                bits |= fields.get(field, 0)
        return bits


def filled(value: Struct, fields: Mapping[str, int], bits: int) -> int:
    """With the edits that the filled ones of the fields let in."""
    for name, let_in in fields.items():
        if getattr(value, name):
            bits |= let_in
    return bits


def _several(asked: str | Iterable[str]) -> frozenset[str]:
    return frozenset({asked} - {""} if isinstance(asked, str) else asked)


def _function(asked: Codes | Callable[..., object] | None) -> Callable[..., object] | None:
    return asked.__contains__ if isinstance(asked, frozenset) and asked else asked if callable(asked) else None


def _bits(answers: Iterable[bool]) -> int:
    return sum(1 << position for position, is_in in enumerate(answers) if is_in)
