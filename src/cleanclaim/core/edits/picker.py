"""Picks the edits that can find anything on a claim, instead of trying them all.

Each word of a claim ("modifier 25", "procedure 99213") stands for the set of edits that it lets in, a bit for each
edit; the edits of a claim are those let in by every question, one `&` for each.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from cleanclaim.core.claim import Claim
from cleanclaim.core.edits.edit import Edit
from cleanclaim.core.edits.given import PayerRules
from cleanclaim.core.edits.known import Known, unasked
from cleanclaim.core.edits.when import Procedures

EVERYWHERE = ""
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
        self._filing = self._words("filing")
        self._frequency = self._words("frequency")
        self._modifiers = self._words("modifiers")
        self._has = {name: self._bits(when.has == name for when in self._whens) for name in self._named("has")}
        self._rules = {name: self._bits(when.rule == name for when in self._whens) for name in self._named("rule")}
        self._unasked = self._bits(not (when.has or when.rule) for when in self._whens)
        self._whole = {name: bits for name, bits in self._has.items() if not name.startswith("lines.")}
        self._lines = {name[6:]: bits for name, bits in self._has.items() if name.startswith("lines.")}
        self._needs = sorted({edit.needs for edit in edits} - {""})
        self._any_procedure = self._bits(when.procedures == frozenset() for when in self._whens)
        self._of_procedure = lru_cache(maxsize=_REMEMBERED)(self._let_in_by)
        self._of_bits = lru_cache(maxsize=_REMEMBERED)(self._edits_of)

    def picked(self, claim: Claim, payer: PayerRules, known: Known) -> Picked:
        """Those whose `when` the claim and its payer's rules meet, in their order."""
        missing = tuple([name for name in self._needs if getattr(known, name) is None])
        return self._of_bits(self._let_in(claim, payer), missing)

    def _let_in(self, claim: Claim, payer: PayerRules) -> int:
        by_procedure, by_modifier = self._any_procedure, self._modifiers[EVERYWHERE]
        by_field = self._unasked
        for line in claim.lines:
            by_procedure |= self._of_procedure(line.procedure)
            for modifier in line.modifiers:
                by_modifier |= self._modifiers.get(modifier, 0)
            for name, bits in self._lines.items():
                if getattr(line, name):
                    by_field |= bits
        for name, bits in self._whole.items():
            if getattr(claim, name):
                by_field |= bits
        for name, bits in self._rules.items():
            if getattr(payer, name):
                by_field |= bits
        by_filing = self._filing[EVERYWHERE] | self._filing.get(claim.filing_code, 0)
        by_frequency = self._frequency[EVERYWHERE] | self._frequency.get(claim.frequency, 0)
        return by_procedure & by_modifier & by_field & by_filing & by_frequency

    def _named(self, question: str) -> set[str]:
        return {getattr(when, question) for when in self._whens} - {""}

    def _words(self, question: str) -> dict[str, int]:
        """The edits that each word lets in; those that do not ask are let in everywhere."""
        sets: list[frozenset[str]] = [getattr(when, question) for when in self._whens]
        words = {word: self._bits(word in each for each in sets) for word in frozenset().union(*sets)}
        return {**words, EVERYWHERE: self._bits(not each for each in sets)}

    def _let_in_by(self, procedure: str) -> int:
        return self._bits(_is_among(procedure, when.procedures) for when in self._whens)

    def _bits(self, answers: Iterable[bool]) -> int:
        return sum(1 << position for position, is_in in enumerate(answers) if is_in)

    def _edits_of(self, bits: int, missing: tuple[str, ...]) -> Picked:
        edits = [edit for position, edit in enumerate(self._edits) if bits >> position & 1]
        codes = {name: tuple(edit.code for edit in edits if edit.needs == name) for name in missing}
        return Picked(
            edits=tuple(edit for edit in edits if edit.needs not in codes),
            unchecked=tuple((str(unasked(name)), those) for name, those in codes.items() if those),
        )


def _is_among(procedure: str, wanted: Procedures) -> bool:
    return wanted(procedure) if callable(wanted) else procedure in wanted
