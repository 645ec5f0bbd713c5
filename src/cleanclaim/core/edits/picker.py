"""Picks the edits that can find anything on a claim, instead of trying them all.

Each word of a claim ("modifier 25", "procedure 99213") stands for the set of edits that it lets in, a bit for each
edit; the edits of a claim are those let in by every question, one `&` for each.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.given import PayerRules
from cleanclaim.core.edits.known import Known, unasked
from cleanclaim.core.edits.when import Codes

ANY = ""
_REMEMBERED = 20_000


class Picked(Struct, frozen=True):
    """The edits to run on a claim, and by what is missing the codes of those that cannot look."""

    edits: tuple[Edit, ...]
    unchecked: tuple[tuple[str, tuple[str, ...]], ...]


class Picker:
    """Picks of some edits those that can find anything on a claim."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = tuple(edits)
        self._whens = [edit.when for edit in edits]
        self._needs = sorted({edit.needs for edit in edits} - {""})
        self._filing = self._words("filing")
        self._frequency = self._words("frequency")
        self._modifiers = self._words("modifiers")
        self._places = self._words("places")
        has, self._rules = self._words("has"), self._words("rule")
        self._lines = {word[6:]: bits for word, bits in has.items() if word.startswith("lines.")}
        self._whole = {word: bits for word, bits in has.items() if not word.startswith("lines.")}
        self._procedure = self._codes("procedures")
        self._diagnosis = self._codes("diagnoses")
        self._of_bits = lru_cache(maxsize=_REMEMBERED)(self._edits_of)

    def picked(self, claim: Claim, payer: PayerRules, known: Known) -> Picked:
        """Those whose `when` the claim and its payer's rules meet, in their order."""
        missing = tuple([name for name in self._needs if getattr(known, name) is None])
        return self._of_bits(self._let_in(claim, payer), missing)

    def _let_in(self, claim: Claim, payer: PayerRules) -> int:
        return (
            (self._filing[ANY] | self._filing.get(claim.filing_code, 0))
            & (self._frequency[ANY] | self._frequency.get(claim.frequency, 0))
            & _filled(payer, self._rules, self._rules[ANY])
            & self._by_diagnoses(claim)
            & self._by_lines(claim)
        )

    def _by_diagnoses(self, claim: Claim) -> int:
        bits = self._diagnosis(ANY)
        for diagnosis in claim.diagnoses:
            bits |= self._diagnosis(diagnosis)
        return bits

    def _by_lines(self, claim: Claim) -> int:
        procedures, modifiers = self._procedure(ANY), self._modifiers[ANY]
        places = self._places[ANY] | self._places.get(claim.place_of_service, 0)
        fields = _filled(claim, self._whole, self._whole[ANY])
        for line in claim.lines:
            procedures |= self._procedure(line.procedure)
            for modifier in line.modifiers:
                modifiers |= self._modifiers.get(modifier, 0)
            if line.place_of_service:
                places |= self._places.get(line.place_of_service, 0)
            fields = _filled(line, self._lines, fields)
        return procedures & modifiers & places & fields

    def _words(self, question: str) -> dict[str, int]:
        """The edits that each word lets in; those that do not ask are let in by any."""
        asked = [_several(getattr(when, question)) for when in self._whens]
        words = {word: _bits(word in each for each in asked) for word in frozenset().union(*asked)}
        return {**words, ANY: _bits(not each for each in asked)}

    def _codes(self, question: str) -> Callable[[str], int]:
        """The edits that a code lets in, with those that do not ask."""
        asked: list[Codes] = [getattr(when, question) for when in self._whens]
        return lru_cache(maxsize=_REMEMBERED)(lambda code: _bits(not each or _is_among(code, each) for each in asked))

    def _edits_of(self, bits: int, missing: tuple[str, ...]) -> Picked:
        edits = [edit for position, edit in enumerate(self._edits) if bits >> position & 1]
        codes = {name: tuple(edit.code for edit in edits if edit.needs == name) for name in missing}
        return Picked(
            edits=tuple(edit for edit in edits if edit.needs not in codes),
            unchecked=tuple((str(unasked(name)), those) for name, those in codes.items() if those),
        )


def _filled(value: Struct, fields: Mapping[str, int], bits: int) -> int:
    """With the edits that the filled ones of the fields let in."""
    for name, let_in in fields.items():
        if name and getattr(value, name):
            bits |= let_in
    return bits


def _several(asked: str | Iterable[str]) -> frozenset[str]:
    return frozenset({asked} - {""} if isinstance(asked, str) else asked)


def _is_among(code: str, wanted: Codes) -> bool:
    return bool(code) and (wanted(code) if callable(wanted) else code in wanted)


def _bits(answers: Iterable[bool]) -> int:
    return sum(1 << position for position, is_in in enumerate(answers) if is_in)
